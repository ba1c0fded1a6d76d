"""The phones that are signed in. Their names are sealed: the server hands them out unread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from api.accounts.models import Device
from api.accounts.rules import ABSOLUTE, SLIDING
from api.core.db import begin_writing, db
from api.core.errors import NotFound


@dataclass(frozen=True)
class ListedDevice:
    """A phone as the list shows it."""

    id: UUID
    sealed_name: bytes | None
    created_on: date
    last_seen_on: date
    is_this: bool


def list_devices(owner: UUID, this: UUID, now: datetime) -> Sequence[ListedDevice]:
    """Newest sign-in first. What ended by itself is no longer here."""
    is_alive = sa.and_(Device.rotated_at > now - SLIDING, Device.signed_in_at > now - ABSOLUTE)
    asked = _of(owner).where(is_alive).order_by(Device.signed_in_at.desc(), Device.id)
    return [_listed(device, this) for device in db.session.scalars(asked)]


def name_device(
    owner: UUID, this: UUID, device_id: UUID, sealed_name: bytes | None
) -> ListedDevice:
    begin_writing()
    device = db.session.scalar(_of(owner).where(Device.device_id == device_id).with_for_update())
    if device is None:
        raise NotFound
    device.sealed_name = sealed_name
    return _listed(device, this)


def sign_out(owner: UUID, device_id: UUID) -> None:
    """From here on, whatever that phone asks is refused."""
    begin_writing()
    ended = sa.delete(Device).where(
        Device.account_id == owner, Device.device_id == device_id, Device.reuse_found_on.is_(None)
    )
    if not db.session.execute(ended.returning(Device.id)).first():
        raise NotFound


def sign_out_others(owner: UUID, this: UUID) -> int:
    """How many there were."""
    begin_writing()
    others = sa.delete(Device).where(
        Device.account_id == owner, Device.device_id != this, Device.reuse_found_on.is_(None)
    )
    return len(db.session.execute(others.returning(Device.id)).all())


def _of(owner: UUID) -> sa.Select[Device]:
    return sa.select(Device).where(Device.account_id == owner, Device.reuse_found_on.is_(None))


def _listed(device: Device, this: UUID) -> ListedDevice:
    return ListedDevice(
        device.device_id,
        device.sealed_name,
        device.created_on,
        device.last_seen_on,
        device.device_id == this,
    )
