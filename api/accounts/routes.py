"""Accounts over HTTP: the doors anybody may knock at, and what a signed-in person may do."""

from typing import Any
from uuid import UUID

from flask.blueprints import BlueprintSetupState

from api.accounts import devices, erasing, passphrases, rings, service, sign_ins
from api.accounts.at_the_door import GATE, OFTEN, PREFIX, gate, knock
from api.accounts.gate import Gate
from api.accounts.schemas import (
    CredentialVersionSchema,
    DeviceNameSchema,
    DeviceSchema,
    DevicesSchema,
    EraseSchema,
    KdfSchema,
    MeSchema,
    NameSchema,
    NewAccountSchema,
    NewPassphraseSchema,
    RecoveredSchema,
    RecoverySchema,
    RecoveryWrapSchema,
    RefreshedSchema,
    RegistrationSchema,
    RotatedSchema,
    RotationSchema,
    SignedInSchema,
    SignedOutSchema,
    SignInSchema,
)
from api.core import auth, clock
from api.core.rest import Blueprint

doors = Blueprint(
    "doors",
    __name__,
    url_prefix=PREFIX,
    description="Signing up, signing in, recovering.",
    public=True,
    at_most=OFTEN,
)
refreshing = Blueprint(
    "sign-in",
    __name__,
    url_prefix=f"{PREFIX}/sign-in",
    description="Keeping a sign-in alive, and ending it.",
    guard=auth.require_refresh,
)
accounts = Blueprint("accounts", __name__, url_prefix=PREFIX, description="One's own account.")


@doors.record
def build_gate(state: BlueprintSetupState) -> None:
    state.app.extensions[GATE] = Gate.of(state.app.config)


@doors.get("/registration")
@doors.response(200, RegistrationSchema)
def get_registration() -> dict[str, bool]:
    """Whether anybody may sign up here, or only who was invited."""
    is_open = gate().is_open
    return {"open": is_open, "invite_needed": not is_open}


@doors.post("/kdf")
@doors.arguments(NameSchema)
@doors.response(200, KdfSchema)
def post_kdf(data: dict[str, Any]) -> Any:
    """How to make the key of a name. A name nobody has gets an answer of the same kind."""
    return service.kdf_of(gate(), data["name"])


@doors.post("")
@doors.arguments(NewAccountSchema)
@doors.response(201, SignedInSchema)
@doors.refusal(403, "The invite is missing or no good.")
@doors.refusal(409, "The name or the owner is taken.")
def post_account(data: dict[str, Any]) -> service.SignedIn:
    """Sign up. The same once more is answered as the first time."""
    return _signed_in(service.sign_up(knock(clock.now()), service.NewAccount(**data)))


@doors.post("/sign-in")
@doors.arguments(SignInSchema)
@doors.response(200, SignedInSchema)
@doors.refusal(401, "Not the name's passphrase.")
@doors.refusal(429, "Too often, or too many at once.")
def post_sign_in(data: dict[str, Any]) -> service.SignedIn:
    """Sign a phone in."""
    return _signed_in(service.sign_in(knock(clock.now()), **data))


@doors.post("/recovery")
@doors.arguments(RecoverySchema)
@doors.response(200, RecoveryWrapSchema)
@doors.refusal(401, "Not the name's recovery code.")
def post_recovery(data: dict[str, Any]) -> Any:
    """What the recovery code opens."""
    return passphrases.get_recovery(knock(clock.now()), **data)


@doors.put("/recovery")
@doors.arguments(RecoveredSchema)
@doors.response(200, SignedInSchema)
@doors.refusal(401, "Not the name's recovery code.")
@doors.refusal(409, "Changed meanwhile.")
def put_recovery(data: dict[str, Any]) -> service.SignedIn:
    """A new passphrase and a new code. Every earlier sign-in ends."""
    return _signed_in(passphrases.recover(knock(clock.now()), passphrases.Recovery(**data)))


@refreshing.post("/refresh")
@refreshing.response(200, RefreshedSchema)
def post_refresh() -> dict[str, bool]:
    """New tokens for old ones. A repeat within a minute gets the same."""
    shown = auth.presented()
    now = clock.now()
    auth.hand_out(sign_ins.refresh(shown.owner, shown.family, shown.generation, now))
    return {"refreshed": True}


@refreshing.post("/end")
@refreshing.response(204)
def post_end() -> None:
    """Sign out. Once more changes nothing."""
    shown = auth.presented()
    sign_ins.end(shown.owner, shown.family)
    auth.take_back()


@accounts.get("/me")
@accounts.response(200, MeSchema)
def get_me() -> Any:
    """The account of whoever asks."""
    asker = auth.asker()
    return service.get_me(asker.id, asker.device_id)


@accounts.put("/passphrase")
@accounts.arguments(NewPassphraseSchema)
@accounts.response(200, CredentialVersionSchema)
@accounts.refusal(403, "Not the passphrase of now.")
@accounts.refusal(409, "Changed meanwhile.")
def put_passphrase(data: dict[str, Any]) -> dict[str, int]:
    """Change the passphrase. Every other phone is signed out."""
    asker = auth.asker()
    change = passphrases.Change(**data)
    version = passphrases.change(asker.id, asker.family, knock(clock.now()), change)
    return {"credential_version": version}


@accounts.put("/ring")
@accounts.arguments(RotationSchema)
@accounts.response(200, RotatedSchema)
@accounts.refusal(403, "Not the passphrase.")
@accounts.refusal(409, "Changed meanwhile.")
def put_ring(data: dict[str, Any]) -> rings.Rotated:
    """Rotate the ring: a next key, a new recovery code. Every other phone is signed out."""
    asker = auth.asker()
    return rings.rotate(asker.id, asker.family, knock(clock.now()), rings.Rotation(**data))


@accounts.post("/erase")
@accounts.arguments(EraseSchema)
@accounts.response(204)
@accounts.refusal(403, "Not the passphrase.")
def post_erase(data: dict[str, Any]) -> None:
    """Take the account away, with all that hangs on it. Nothing brings it back."""
    asker = auth.asker()
    erasing.erase(asker.id, asker.family, knock(clock.now()), data["auth"])
    auth.take_back()


@accounts.get("/devices")
@accounts.response(200, DevicesSchema)
def list_devices() -> dict[str, Any]:
    """The phones that are signed in, newest first."""
    asker = auth.asker()
    return {"devices": devices.list_devices(asker.id, asker.device_id, clock.now())}


@accounts.put("/devices/<uuid:device_id>")
@accounts.arguments(DeviceNameSchema)
@accounts.response(200, DeviceSchema)
def put_device(data: dict[str, Any], device_id: UUID) -> Any:
    """Give a phone a name that only its owner can read."""
    asker = auth.asker()
    return devices.name_device(asker.id, asker.device_id, device_id, data["sealed_name"])


@accounts.delete("/devices/<uuid:device_id>")
@accounts.response(204)
def delete_device(device_id: UUID) -> None:
    """Sign a phone out, at once."""
    devices.sign_out(auth.asker().id, device_id)


@accounts.post("/devices/sign-out-others")
@accounts.response(200, SignedOutSchema)
def post_sign_out_others() -> dict[str, int]:
    """Sign out every phone but this one."""
    asker = auth.asker()
    return {"signed_out": devices.sign_out_others(asker.id, asker.device_id)}


def _signed_in(found: service.SignedIn) -> service.SignedIn:
    auth.hand_out(found.grant)
    return found
