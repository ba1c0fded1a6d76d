"""The order of imports is held by a machine: a planted violation of each contract is caught."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.core.config import ROOT

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The code in a place where it may be spoiled, with features that come later standing in."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    skip = shutil.ignore_patterns("__pycache__", "catalogue", "migrations")
    shutil.copytree(ROOT / "api", folder / "api", ignore=skip)
    for name in ("circles", "push", "vault", "accounts"):
        package = folder / "api" / name
        package.mkdir(exist_ok=True)
        for module in ("__init__", "service"):
            if not (package / f"{module}.py").exists():
                (package / f"{module}.py").write_text(f'"""Stands in for {name}."""\n')
    return folder


def lint(folder):
    return subprocess.run(
        [BIN / "lint-imports", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def broken_contracts(folder):
    done = lint(folder)
    return done.returncode, re.findall(r"^(.+) BROKEN$", done.stdout, re.MULTILINE)


DIRECTION = "Features stand on each other in one direction"
INSIDE = "Inside a feature, calls go down"
PURE = "Rules are pure"
NO_HTTP = "Services do not know about HTTP"
PROTECTED = "Only create_app sees routes, tasks and commands"


def test_the_house_is_in_order(copy):
    assert broken_contracts(copy) == (0, [])


PLANTED = [
    ("practices.service", "api.reminders.models", DIRECTION),
    ("practices.service", "api.vault.service", DIRECTION),
    ("vault.service", "api.practices.service", DIRECTION),
    ("push.service", "api.circles.service", DIRECTION),
    ("accounts.service", "api.vault.service", DIRECTION),
    ("circles.service", "api.reminders.service", DIRECTION),
    ("core.clock", "api.practices.service", DIRECTION),
    ("reminders.service", "api.health", DIRECTION),
    ("practices.shapes", "api.practices.rules", INSIDE),
    ("practices.files", "api.practices.service", INSIDE),
    ("reminders.models", "api.reminders.service", INSIDE),
    ("accounts.attempts", "api.accounts.service", INSIDE),
    ("accounts.sign_ins", "api.accounts.invites", INSIDE),
    ("accounts.service", "api.accounts.passphrases", INSIDE),
    ("practices.rules", "flask", PURE),
    ("accounts.rules", "api.core.errors", PURE),
    ("practices.shapes", "sqlalchemy", PURE),
    ("reminders.rules", "api.core.clock", PURE),
    ("practices.service", "flask", NO_HTTP),
    ("practices.service", "marshmallow", NO_HTTP),
    ("accounts.passphrases", "flask", NO_HTTP),
    ("accounts.sign_ins", "api.core.auth", NO_HTTP),
    ("reminders.service", "api.core.auth", NO_HTTP),
    ("practices.service", "api.practices.schemas", NO_HTTP),
    ("reminders.service", "api.practices.routes", PROTECTED),
    ("health", "api.reminders.tasks", PROTECTED),
    ("web", "api.practices.commands", PROTECTED),
]


@pytest.fixture(scope="module")
def complaints(copy, tmp_path_factory):
    """What the linter says, by contract, of a copy with every violation planted at once."""
    spoiled = tmp_path_factory.mktemp("spoiled") / "copy"
    shutil.copytree(copy, spoiled)
    for module, target, _ in PLANTED:
        with (spoiled / "api" / f"{module.replace('.', '/')}.py").open("a") as file:
            file.write(f"\nimport {target}\n")
    done = lint(spoiled)
    assert done.returncode == 1
    _, *parts = re.split(r"^(.+)\n-{5,}\n", done.stdout, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("module", "target", "contract"), PLANTED)
def test_a_planted_violation_is_caught(complaints, module, target, contract):
    assert f"api.{module} -> {target} (l." in complaints[contract]


def test_features_to_come_may_stand_where_they_belong(copy):
    """The order is alive for folders that were not there when it was written."""
    circles = copy / "api/circles/service.py"
    good = circles.read_text()
    circles.write_text(f"{good}\nimport api.push.service\nimport api.vault.service\n")
    try:
        assert broken_contracts(copy) == (0, [])
    finally:
        circles.write_text(good)


def test_nothing_runs_on_import(tmp_path):
    """Importing every module touches no file, no network and no database."""
    script = (
        "import pkgutil, sys, socket, sqlite3\n"
        "def no(*a, **k): raise SystemExit('touched something')\n"
        "socket.socket.connect = no; sqlite3.connect = no\n"
        "import api\n"
        "for m in pkgutil.walk_packages(api.__path__, 'api.'):\n"
        "    if '.migrations' not in m.name: __import__(m.name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"INTERLUDE_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_files_stay_short():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in [*(ROOT / "api").rglob("*.py"), ROOT / "wsgi.py", ROOT / "gunicorn.conf.py"]
        if (lines := len(path.read_text().splitlines())) > 250
    }
    assert long == {}
