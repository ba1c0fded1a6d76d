"""Settings that make no sense stop the start with one sentence."""

import stat
import subprocess
import sys
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from api.core import config
from api.core.config import ROOT, checked_secret, from_env, refuse_debug_in_public
from api.core.errors import CannotStart
from api.core.origin import checked_origin
from api.core.secret_files import make_secrets

SECRETS = ["jwt_secret", "vapid_private.pem", "vapid_public.txt"]


@pytest.fixture
def var(tmp_path):
    make_secrets(tmp_path)
    return tmp_path


def env(var, **given):
    return {"INTERLUDE_VAR": str(var)} | given


def test_with_nothing_set_it_is_for_this_machine_alone(var):
    settings = from_env(env(var))

    assert settings["HOST"] == "127.0.0.1"
    assert settings["PORT"] == 8000
    assert settings["ORIGIN"] == "http://127.0.0.1:8000"
    assert settings["TRUSTED_PROXIES"] == 0
    assert settings["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{var}/interlude.db"


def test_the_origin_follows_the_port(var):
    assert from_env(env(var, PORT="9001"))["ORIGIN"] == "http://127.0.0.1:9001"


def test_what_is_set_counts(var):
    given = env(
        var,
        HOST="0.0.0.0",  # noqa: S104
        INTERLUDE_ORIGIN="https://Interlude.Example",
        INTERLUDE_TRUSTED_PROXIES="2",
        INTERLUDE_VAULT_ITEMS="9",
        INTERLUDE_VAULT_MEGABYTES="3",
        DATABASE_URL="sqlite:////elsewhere.db",
    )
    settings = from_env(given)

    assert settings["HOST"] == "0.0.0.0"  # noqa: S104
    assert settings["ORIGIN"] == "https://interlude.example"
    assert settings["TRUSTED_PROXIES"] == 2
    assert settings["VAULT_ITEMS"] == 9
    assert settings["VAULT_BYTES"] == 3_000_000
    assert settings["SQLALCHEMY_DATABASE_URI"] == "sqlite:////elsewhere.db"


def test_push_is_off_on_this_machine_alone_and_a_public_address_speaks_for_itself(var):
    assert from_env(env(var))["PUSH_CONTACT"] is None
    assert from_env(env(var, INTERLUDE_ORIGIN="https://place.org"))["PUSH_CONTACT"] == (
        "https://place.org"
    )
    assert from_env(env(var, INTERLUDE_ORIGIN="https://place.internal"))["PUSH_CONTACT"] is None


def test_a_contact_and_push_services_of_ones_own(var):
    hosts = "Up.place.org, push.place.net"
    contact = "mailto:care@place.org"
    settings = from_env(env(var, INTERLUDE_CONTACT=contact, INTERLUDE_PUSH_HOSTS=hosts))

    assert settings["PUSH_CONTACT"] == contact
    assert settings["PUSH_HOSTS"] == {"up.place.org", "push.place.net"}


def test_a_push_service_on_this_machine_is_for_tests_on_this_machine(var):
    settings = from_env(env(var, INTERLUDE_PUSH_TEST_SERVICE="http://127.0.0.1:8600"))

    assert settings["PUSH_TEST_SERVICE"] == "http://127.0.0.1:8600"
    assert settings["PUSH_CONTACT"].startswith("mailto:")


@pytest.mark.parametrize(
    "wrong",
    [
        {"PORT": "0"},
        {"PORT": "65536"},
        {"PORT": "eight"},
        {"PORT": "-1"},
        {"PORT": "٨٠٠٠"},
        {"PORT": "99999999"},
        {"PORT": "9" * 5000},
        {"INTERLUDE_TRUSTED_PROXIES": "many"},
        {"INTERLUDE_WORKERS": "0"},
        {"INTERLUDE_VAULT_ITEMS": "0"},
        {"INTERLUDE_VAULT_ITEMS": "all"},
        {"INTERLUDE_VAULT_MEGABYTES": "0.5"},
        {"INTERLUDE_CONTACT": "care@place.org"},
        {"INTERLUDE_CONTACT": "mailto:care@localhost"},
        {"INTERLUDE_CONTACT": "mailto: care@place.org"},
        {"INTERLUDE_CONTACT": "mailto:<care@place.org>"},
        {"INTERLUDE_CONTACT": "mailto:care@place.invalid"},
        {"INTERLUDE_CONTACT": "http://place.org"},
        {"INTERLUDE_CONTACT": "https://localhost"},
        {"INTERLUDE_CONTACT": "https://192.168.1.5"},
        {"INTERLUDE_PUSH_HOSTS": "*.place.org"},
        {"INTERLUDE_PUSH_HOSTS": "https://push.place.org"},
        {"INTERLUDE_PUSH_HOSTS": "10.0.0.1"},
        {"INTERLUDE_PUSH_TEST_SERVICE": "https://127.0.0.1:8600"},
        {"INTERLUDE_PUSH_TEST_SERVICE": "http://127.0.0.1"},
        {"INTERLUDE_PUSH_TEST_SERVICE": "http://10.0.0.1:8600"},
        {
            "INTERLUDE_PUSH_TEST_SERVICE": "http://127.0.0.1:8600",
            "INTERLUDE_ORIGIN": "https://place.org",
        },
        {"INTERLUDE_ORIGIN": "interlude.example"},
        {"INTERLUDE_ORIGIN": "ftp://interlude.example"},
        {"INTERLUDE_ORIGIN": "https://interlude.example/app"},
        {"INTERLUDE_ORIGIN": "https://interlude.example?x=1"},
        {"INTERLUDE_ORIGIN": "https://me@interlude.example"},
        {"INTERLUDE_ORIGIN": "http://interlude.example"},
        {"INTERLUDE_ORIGIN": "http://192.168.1.5:8000"},
        {"INTERLUDE_ORIGIN": "https://interlude.example:eight"},
        {"INTERLUDE_ORIGIN": "https://interlude.example:0"},
        {"INTERLUDE_ORIGIN": "https://interlude.example."},
        {"INTERLUDE_ORIGIN": "https://interlude.example.:8443"},
        {"INTERLUDE_ORIGIN": "https://interlude.example\u3002"},
        {"INTERLUDE_ORIGIN": "https://inter..example"},
        {"INTERLUDE_ORIGIN": "https://inter lude.example"},
        {"INTERLUDE_ORIGIN": "https://*.example"},
        {"INTERLUDE_ORIGIN": "https://" + "x" * 64 + ".example"},
        {"INTERLUDE_ORIGIN": "https://stra\u00dfe.example"},
        {"INTERLUDE_ORIGIN": "https://1.2.3"},
        {"INTERLUDE_ORIGIN": "https://1.2.3.256"},
        {"INTERLUDE_ORIGIN": "https://[broken"},
        {"INTERLUDE_ORIGIN": "https://[fe80::1%25eth0]"},
        {"INTERLUDE_ORIGIN": "https://:8443"},
    ],
    ids=str,
)
def test_a_setting_that_makes_no_sense_is_named(var, wrong):
    with pytest.raises(CannotStart, match=next(iter(wrong))):
        from_env(env(var, **wrong))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://interlude.example", "https://interlude.example"),
        ("https://interlude.example/", "https://interlude.example"),
        ("HTTPS://Interlude.Example", "https://interlude.example"),
        ("https://interlude.example:443", "https://interlude.example"),
        ("https://interlude.example:", "https://interlude.example"),
        ("https://interlude.example:80", "https://interlude.example:80"),
        ("https://interlude.example:8443", "https://interlude.example:8443"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.0.0.1:443", "http://127.0.0.1:443"),
        ("http://LOCALHOST:8000", "http://localhost:8000"),
        ("http://[::1]:80", "http://[::1]"),
        ("http://[0:0:0:0:0:0:0:1]:8000", "http://[::1]:8000"),
        ("https://192.0.2.7:8443", "https://192.0.2.7:8443"),
        ("https://b\u00fccher.example", "https://xn--bcher-kva.example"),
        ("https://B\u00dcCHER.example:443", "https://xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("https://\u4f8b\u3048\u3002\u30c6\u30b9\u30c8", "https://xn--r8jz45g.xn--zckzah"),
        ("https://my_house.example", "https://my_house.example"),
    ],
)
def test_an_origin_is_what_a_browser_sends(written, sent):
    assert checked_origin(written) == sent
    assert checked_origin(sent) == sent


@pytest.mark.parametrize("name", ["HOST", "PORT", "INTERLUDE_ORIGIN", "INTERLUDE_WORKERS"])
def test_a_setting_left_empty_is_not_set(var, name):
    assert from_env(env(var, **{name: ""})) == from_env(env(var))


@pytest.mark.parametrize("name", ["jwt_secret", "vapid_private.pem"])
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o604])
def test_a_secret_open_to_others_stops_the_start_and_says_how_to_mend(var, name, mode):
    (var / name).chmod(mode)

    for begin in (lambda: from_env(env(var)), lambda: make_secrets(var)):
        with pytest.raises(CannotStart, match=f"{name} is open.*chmod 600 {var / name}"):
            begin()
    assert stat.S_IMODE((var / name).stat().st_mode) == mode


def test_a_secret_may_be_unwritable(var):
    (var / "jwt_secret").chmod(0o400)

    assert from_env(env(var))["VAR"] == var


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "short",
        "0123456789abcdef0123456789abcde",
        "change-me-change-me-change-me-change-me",
        "this-is-an-EXAMPLE-of-a-secret-that-is-long",
        "super-secret-key-for-development-only",
        "0" * 64,
        "abcabcabcabcabcabcabcabcabcabcabcabcabc",
    ],
)
def test_a_weak_secret_stops_the_start(secret):
    with pytest.raises(CannotStart, match="jwt_secret"):
        checked_secret(secret)


def test_the_secret_that_is_made_is_taken(var):
    assert len(from_env(env(var))["JWT_SECRET_KEY"]) >= 64


def test_without_secrets_nothing_starts_and_the_sentence_says_so(tmp_path):
    with pytest.raises(CannotStart, match="make run"):
        from_env(env(tmp_path))


@pytest.mark.parametrize(
    "command", [["-m", "flask", "--app", "wsgi", "routes"], ["-c", "import wsgi"]]
)
def test_the_refusal_is_a_sentence_and_no_trace(tmp_path, command):
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={"INTERLUDE_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 3
    assert done.stderr.startswith("Interlude does not start. The file jwt_secret")
    assert "Traceback" not in done.stderr


def test_debug_pages_are_for_this_machine_alone():
    refuse_debug_in_public(True, "http://127.0.0.1:8000")  # noqa: FBT003
    refuse_debug_in_public(False, "https://interlude.example")  # noqa: FBT003
    with pytest.raises(CannotStart, match="FLASK_DEBUG"):
        refuse_debug_in_public(True, "https://interlude.example")  # noqa: FBT003


def test_secrets_are_made_for_the_owner_alone(tmp_path):
    var = tmp_path / "deep" / "var"

    assert make_secrets(var) == SECRETS
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert sorted(path.name for path in var.iterdir()) == SECRETS
    for name in SECRETS:
        assert stat.S_IMODE((var / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o1777, 0o755, 0o770, 0o701])
def test_a_folder_open_to_others_is_refused_and_left_as_it_is(tmp_path, mode):
    var = tmp_path / "shared"
    var.mkdir()
    var.chmod(mode)

    with pytest.raises(CannotStart, match=f"INTERLUDE_VAR.*chmod 700 {var}"):
        make_secrets(var)
    assert stat.S_IMODE(var.stat().st_mode) == mode
    assert list(var.iterdir()) == []


@pytest.mark.parametrize("mode", [0o700, 0o750])
def test_a_folder_closed_to_others_is_taken_as_it_is(tmp_path, mode):
    var = tmp_path / "own"
    var.mkdir()
    var.chmod(mode)

    assert make_secrets(var) == SECRETS
    assert stat.S_IMODE(var.stat().st_mode) == mode


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    for var in (tmp_path / "file", tmp_path / "file/var"):
        with pytest.raises(CannotStart, match="INTERLUDE_VAR"):
            make_secrets(var)


def test_secrets_that_are_there_are_kept(var):
    before = {name: (var / name).read_bytes() for name in SECRETS}

    assert make_secrets(var) == []
    assert {name: (var / name).read_bytes() for name in SECRETS} == before


def test_only_what_is_lost_is_made_anew(var):
    private = (var / "vapid_private.pem").read_bytes()
    public = (var / "vapid_public.txt").read_bytes()
    (var / "vapid_public.txt").unlink()

    assert make_secrets(var) == ["vapid_public.txt"]
    assert (var / "vapid_private.pem").read_bytes() == private
    assert (var / "vapid_public.txt").read_bytes() == public


def test_no_two_copies_share_a_secret(tmp_path):
    for name in ("one", "other"):
        make_secrets(tmp_path / name)

    for name in SECRETS:
        assert (tmp_path / "one" / name).read_bytes() != (tmp_path / "other" / name).read_bytes()


def test_the_public_key_belongs_to_the_private_one(var):
    pem = (var / "vapid_private.pem").read_bytes()
    key = serialization.load_pem_private_key(pem, password=None)
    text = (var / "vapid_public.txt").read_text()
    point = urlsafe_b64decode(text + "=" * (-len(text) % 4))

    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    assert public == key.public_key()


def test_the_command_prints_nothing_secret(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "api.core.secret_files"],
        cwd=ROOT,
        env={"INTERLUDE_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    for name in SECRETS:
        assert (tmp_path / name).read_text().strip() not in done.stdout + done.stderr


def test_only_config_reads_the_environment():
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "api").rglob("*.py")
        if "environ" in path.read_text() and "import os" in path.read_text()
    }
    assert readers == {config.__file__.removeprefix(f"{ROOT}/")}
