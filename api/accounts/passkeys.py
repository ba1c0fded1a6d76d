"""Passkeys: one more way in, beside the passphrase and never in its place."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

import sqlalchemy as sa
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    RegistrationCredential,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from api.accounts import attempts, passphrases, rules, service, sign_ins
from api.accounts.gate import Knock
from api.accounts.models import Account, Passkey, PasskeyChallenge
from api.accounts.rules import NewDevice
from api.core.db import begin_writing, db
from api.core.errors import Conflict, NotFound, NotSignedIn, Unacceptable

#: What the library says of bytes that make no sense: its own words, and Python's.
NO_SENSE = (WebAuthnException, ValueError, TypeError, KeyError, IndexError, AttributeError)
CHALLENGE_BYTES = 32
CHALLENGE_LIVES = timedelta(minutes=5)
MOST = 10


class Site(NamedTuple):
    """Where this server is reached, as passkeys are bound to it."""

    rp_id: str
    origin: str

    @classmethod
    def of(cls, origin: str) -> "Site":
        """Raises Conflict `passkeys_unavailable` where the host is an address."""
        host = urlsplit(origin).hostname or ""
        try:
            ip_address(host)
        except ValueError:
            return cls(host, origin)
        raise Conflict("Passkeys need a name, not an address.", code="passkeys_unavailable")


@dataclass(frozen=True)
class NewPasskey:
    auth: bytes
    credential_id: bytes
    client_data_json: bytes
    attestation_object: bytes
    wrap: bytes


@dataclass(frozen=True)
class Assertion:
    credential_id: bytes
    client_data_json: bytes
    authenticator_data: bytes
    signature: bytes
    device: NewDevice


@dataclass(frozen=True)
class Shown:
    id: UUID
    created_on: date
    last_used_on: date


def challenge(now: datetime) -> bytes:
    """Good once, for five minutes."""
    made = secrets.token_bytes(CHALLENGE_BYTES)
    begin_writing()
    db.session.add(PasskeyChallenge(challenge=made, expires_at=now + CHALLENGE_LIVES))
    return made


def add(owner: UUID, family: UUID, knock: Knock, site: Site, wish: NewPasskey) -> Shown:
    """Whoever holds the open phone and not the passphrase adds none.

    Raises Forbidden, NotSignedIn, Unacceptable `passkey_refused`, Conflict `too_many_passkeys`.
    """
    passphrases.prove_present(owner, family, knock, wish.auth)
    begin_writing()
    if service.lock_account(Account.id == owner) is None:
        raise NotSignedIn(code="account_gone")
    sign_ins.refuse_ended(owner, family)
    verified = _registered(site, wish, knock.now)
    if verified.credential_id != wish.credential_id or _is_taken(verified.credential_id):
        raise _refused()
    if len(_of(owner)) >= MOST:
        raise Conflict("There are as many passkeys as there may be.", code="too_many_passkeys")
    today = knock.now.date()
    passkey = Passkey(
        account_id=owner,
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        wrap=wish.wrap,
        created_on=today,
        last_used_on=today,
    )
    db.session.add(passkey)
    db.session.flush()
    return _shown(passkey)


def list_passkeys(owner: UUID) -> list[Shown]:
    return [_shown(passkey) for passkey in _of(owner)]


def remove(owner: UUID, passkey: UUID) -> None:
    """Raises NotFound for one that is not the owner's."""
    begin_writing()
    which = (Passkey.id == passkey, Passkey.account_id == owner)
    removed = db.session.execute(sa.delete(Passkey).where(*which).returning(Passkey.id)).all()
    if not removed:
        raise NotFound


def sign_in(knock: Knock, site: Site, shown: Assertion) -> tuple[service.SignedIn, bytes]:
    """Who is let in, and the ring as this passkey opens it. Raises WrongCredentials, or TooMany."""
    budget = attempts.Budget(knock, "passkey").limit(rules.FROM_NETWORK, "network", knock.network)
    budget.refuse_if_spent()
    db.session.rollback()  # what was asked so far was only read
    begin_writing()
    passkey = db.session.scalar(
        sa.select(Passkey).where(Passkey.credential_id == shown.credential_id)
    )
    account = service.lock_account(Account.id == passkey.account_id) if passkey else None
    sign_count = _asserted(site, passkey, shown, knock.now) if passkey and account else None
    if passkey is None or account is None or sign_count is None:
        budget.spend()
        raise service.WrongCredentials
    service.refuse_disabled(account)
    passkey.sign_count, passkey.last_used_on = sign_count, knock.now.date()
    return service.let_in(account, shown.device, knock.now), passkey.wrap


def _registered(site: Site, wish: NewPasskey, now: datetime) -> VerifiedRegistration:
    response = AuthenticatorAttestationResponse(wish.client_data_json, wish.attestation_object)
    raw_id = wish.credential_id
    try:
        return verify_registration_response(
            credential=RegistrationCredential(bytes_to_base64url(raw_id), raw_id, response),
            expected_challenge=_spend(wish.client_data_json, now),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except NO_SENSE:
        raise _refused() from None


def _asserted(site: Site, passkey: Passkey, shown: Assertion, now: datetime) -> int | None:
    """How often it was used by its own count; None when it is not who it says."""
    raw_id = shown.credential_id
    response = AuthenticatorAssertionResponse(
        shown.client_data_json, shown.authenticator_data, shown.signature
    )
    try:
        verified = verify_authentication_response(
            credential=AuthenticationCredential(bytes_to_base64url(raw_id), raw_id, response),
            expected_challenge=_spend(shown.client_data_json, now),
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (*NO_SENSE, Unacceptable):
        return None
    return verified.new_sign_count


def _spend(client_data_json: bytes, now: datetime) -> bytes:
    """The challenge that was answered, which nobody can answer once more."""
    asked = parse_client_data_json(client_data_json).challenge
    is_it = (PasskeyChallenge.challenge == asked, PasskeyChallenge.expires_at > now)
    spent = sa.delete(PasskeyChallenge).where(*is_it).returning(PasskeyChallenge.id)
    if not db.session.execute(spent).all():
        raise _refused()
    return asked


def _refused() -> Unacceptable:
    return Unacceptable("This passkey is not taken.", code="passkey_refused")


def _is_taken(credential_id: bytes) -> bool:
    known = sa.select(Passkey.id).where(Passkey.credential_id == credential_id)
    return db.session.scalar(known) is not None


def _of(owner: UUID) -> list[Passkey]:
    asked = sa.select(Passkey).where(Passkey.account_id == owner)
    return list(db.session.scalars(asked.order_by(Passkey.created_on, Passkey.id)))


def _shown(passkey: Passkey) -> Shown:
    return Shown(passkey.id, passkey.created_on, passkey.last_used_on)
