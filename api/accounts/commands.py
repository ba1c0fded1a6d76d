"""What the operator may do: hand out invites, see who is here, close a door. Never look inside."""

from collections import Counter
from datetime import datetime
from uuid import UUID

import click
from flask.cli import AppGroup

from api.accounts import erasing, operator
from api.accounts import invites as service
from api.accounts.models import Invite
from api.core import clock
from api.core.db import db
from api.core.errors import NotFound

accounts = AppGroup("accounts", help="Accounts and invites. None of it shows what anybody wrote.")


@accounts.command("invite")
def invite() -> None:
    """Make an invite. Its code is shown now and never again."""
    invite_id, code = service.create_invite(clock.now())
    db.session.commit()
    click.echo(f"{code}\nGood for one account within 14 days. To take it back: {invite_id}")


@accounts.command("invites")
def list_invites() -> None:
    """Count the invites by state, and list those that are open."""
    now = clock.now()
    found = service.list_invites()
    states = Counter(state_of(each, now) for each in found)
    for state in ("open", "used", "revoked", "expired"):
        click.echo(f"{state}: {states[state]}")
    for each in found:
        if state_of(each, now) == "open":
            click.echo(f"{each.id}  until {each.expires_at.date()}")


@accounts.command("revoke-invite")
@click.argument("invite_id", type=click.UUID)
def revoke_invite(invite_id: UUID) -> None:
    """Take an invite back that nobody has used."""
    try:
        service.revoke_invite(invite_id, clock.now())
    except NotFound:
        raise click.ClickException("There is no open invite with this id.") from None
    db.session.commit()
    click.echo("The invite is revoked.")


@accounts.command("list")
def list_accounts() -> None:
    """Every account: name, day it was made, phones signed in, and whether it is disabled."""
    for each in operator.list_accounts():
        state = "  disabled" if each.disabled_on else ""
        click.echo(f"{each.name}  {each.created_on}  devices: {each.devices}{state}")


@accounts.command("disable")
@click.argument("name")
def disable(name: str) -> None:
    """Close an account's door. Nothing of it is deleted, and its phones keep what they hold."""
    _set_disabled(name, is_disabled=True)
    click.echo("The account is disabled.")


@accounts.command("enable")
@click.argument("name")
def enable(name: str) -> None:
    """Open it again."""
    _set_disabled(name, is_disabled=False)
    click.echo("The account is enabled.")


@accounts.command("erase")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(name: str, *, yes: bool) -> None:
    """Take an account away, with all that hangs on it. Its phones keep what they hold.

    It is in older backups until they are taken away, too.
    """
    if not yes:
        click.confirm(f"Take {name} away for good?", abort=True)
    try:
        erasing.erase_named(name)
    except NotFound:
        raise click.ClickException("Nobody here has that name.") from None
    db.session.commit()
    click.echo("The account is erased.")


def state_of(invite: Invite, now: datetime) -> str:
    if invite.used_at:
        return "used"
    if invite.revoked_at:
        return "revoked"
    return "open" if invite.expires_at > now else "expired"


def _set_disabled(name: str, *, is_disabled: bool) -> None:
    try:
        operator.set_disabled(name, clock.now().date() if is_disabled else None)
    except NotFound:
        raise click.ClickException("Nobody here has that name.") from None
    db.session.commit()
