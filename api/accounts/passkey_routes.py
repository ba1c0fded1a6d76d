"""Passkeys over HTTP. What an authenticator's extensions answer has no field here."""

from typing import Any
from uuid import UUID

from flask import current_app

from api.accounts import passkeys
from api.accounts.at_the_door import OFTEN, PREFIX, knock
from api.accounts.passkey_schemas import (
    AssertionSchema,
    ChallengeSchema,
    NewPasskeySchema,
    PasskeySchema,
    PasskeySignedInSchema,
    PasskeysSchema,
)
from api.core import auth, clock
from api.core.rest import Blueprint

passkey_doors = Blueprint(
    "passkey-doors",
    __name__,
    url_prefix=PREFIX,
    description="Signing in with a passkey.",
    public=True,
    at_most=OFTEN,
)
own_passkeys = Blueprint(
    "passkeys", __name__, url_prefix=f"{PREFIX}/passkeys", description="One's own passkeys."
)


def site() -> passkeys.Site:
    return passkeys.Site.of(current_app.config["ORIGIN"])


@passkey_doors.post("/passkey-challenge")
@passkey_doors.response(200, ChallengeSchema)
@passkey_doors.refusal(409, "Passkeys cannot be had here.")
def post_passkey_challenge() -> dict[str, Any]:
    """What a passkey has to sign: once, within five minutes."""
    return {"rp_id": site().rp_id, "challenge": passkeys.challenge(clock.now())}


@passkey_doors.post("/passkey-sign-in")
@passkey_doors.arguments(AssertionSchema)
@passkey_doors.response(200, PasskeySignedInSchema)
@passkey_doors.refusal(401, "Not a passkey of anybody here.")
@passkey_doors.refusal(409, "Passkeys cannot be had here.")
@passkey_doors.refusal(429, "Too often.")
def post_passkey_sign_in(data: dict[str, Any]) -> dict[str, Any]:
    """Sign a phone in with a passkey."""
    shown = passkeys.Assertion(**data)
    signed_in, wrap = passkeys.sign_in(knock(clock.now()), site(), shown)
    auth.hand_out(signed_in.grant)
    return vars(signed_in) | {"wrap_passkey": wrap}


@own_passkeys.get("")
@own_passkeys.response(200, PasskeysSchema)
def list_passkeys() -> dict[str, Any]:
    """The account's passkeys, the oldest first."""
    return {"passkeys": passkeys.list_passkeys(auth.asker().id)}


@own_passkeys.post("")
@own_passkeys.arguments(NewPasskeySchema)
@own_passkeys.response(201, PasskeySchema)
@own_passkeys.refusal(403, "Not the passphrase.")
@own_passkeys.refusal(409, "Too many, or not to be had here.")
def post_passkey(data: dict[str, Any]) -> passkeys.Shown:
    """Add a passkey that has shown on its phone that it opens the ring."""
    asker = auth.asker()
    wish = passkeys.NewPasskey(**data)
    return passkeys.add(asker.id, asker.family, knock(clock.now()), site(), wish)


@own_passkeys.delete("/<uuid:passkey_id>")
@own_passkeys.response(204)
def delete_passkey(passkey_id: UUID) -> None:
    """Take a passkey away; it signs nobody in any more."""
    passkeys.remove(auth.asker().id, passkey_id)
