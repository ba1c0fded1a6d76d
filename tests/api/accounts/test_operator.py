"""What whoever runs the server can do from the command line, and what they cannot see."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from api.accounts import rules
from api.accounts.models import Invite
from api.core.db import db
from tests.api.accounts.people import (
    Person,
    Phone,
    sign_up,
)
from tests.factories import NOON

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def noon(at):
    at(NOON)


@pytest.fixture
def run(app):
    """What an operator types, and what is said."""

    def invoke(*args):
        db.session.remove()
        found = app.test_cli_runner().invoke(args=["accounts", *args])
        db.session.remove()
        return found

    return invoke


def test_the_operator_makes_an_invite_whose_code_is_kept_nowhere(by_invite, run):
    said = run("invite").output
    code = said.splitlines()[0]

    assert re.fullmatch(r"([0-9A-Z]{5}-){5}[0-9A-Z]", code)
    kept = db.session.scalars(sa.select(Invite)).one()
    assert code not in str(vars(kept))
    assert str(kept.id) in said
    assert kept.expires_at - kept.created_at == 14 * DAY
    db.session.remove()
    assert Person().sign_up(Phone(by_invite), invite=code).status_code == 201


def test_the_operator_counts_invites_and_sees_no_code(by_invite, run, at):
    used, open_, revoked = (run("invite").output.splitlines()[0] for _ in range(3))
    Person().sign_up(Phone(by_invite), invite=used)
    revoked_id = db.session.scalars(
        sa.select(Invite.id).where(Invite.code_hash == rules.code_hash(revoked))
    ).one()
    assert run("revoke-invite", str(revoked_id)).exit_code == 0

    said = run("invites").output
    assert "open: 1\nused: 1\nrevoked: 1\nexpired: 0\n" in said
    assert not [code for code in (used, open_, revoked) if code in said]

    at(NOON + 14 * DAY)
    assert "open: 0\nused: 1\nrevoked: 1\nexpired: 1\n" in run("invites").output


def test_what_cannot_be_revoked_is_said(by_invite, run):
    code = run("invite").output.splitlines()[0]
    Person().sign_up(Phone(by_invite), invite=code)
    used_id = db.session.scalars(sa.select(Invite.id)).one()

    for invite_id in (used_id, uuid4()):
        done = run("revoke-invite", str(invite_id))
        assert done.exit_code == 1
        assert "no open invite" in done.output


def test_the_operator_sees_who_is_here_and_nothing_they_wrote(app, run):
    ana, phone = sign_up(app, "Ana Lind")
    ana.phone(app)
    sign_up(app, "cleo")
    run("disable", "CLEO")

    said = run("list").output

    assert (
        said == f"Ana Lind  {NOON.date()}  devices: 2\ncleo  {NOON.date()}  devices: 1  disabled\n"
    )
    for secret in (str(ana.owner), str(phone.device_id), ana.wrap_passphrase, ana.auth):
        assert secret not in said


def test_a_disabled_account_is_closed_at_once_and_opened_again(app, run, at):
    at(datetime.now(UTC))
    ana, phone = sign_up(app)

    assert run("disable", " ANA ").output == "The account is disabled.\n"
    assert phone.me().json["code"] == "account_disabled"
    assert ana.sign_in(Phone(app)).json["code"] == "account_disabled"

    assert run("enable", "ana").output == "The account is enabled.\n"
    assert phone.me().status_code == 200


def test_a_name_nobody_has_is_said_to_the_operator(app, run):
    for name in ("nobody", "", "x" * 65):
        for command in ("disable", "enable"):
            done = run(command, name)
            assert done.exit_code == 1
            assert "Nobody here has that name." in done.output


def test_no_command_shows_or_changes_a_secret(app):
    commands = app.cli.commands["accounts"].commands

    assert commands.keys() == {
        "invite",
        "invites",
        "revoke-invite",
        "list",
        "disable",
        "enable",
        "erase",
    }
