"""An application with planted routes: what features will do later, and what must not happen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import flask_migrate
from flask import Flask, request
from marshmallow import fields

from api.core import auth
from api.core.db import begin_writing, db
from api.core.errors import NotFound, NotSignedIn
from api.core.rest import Blueprint, Schema
from api.reminders.models import WorkerBeat
from tests import factories


class NoteSchema(Schema):
    text = fields.String(required=True)
    count = fields.Integer(strict=True)


class HeaderSchema(Schema):
    release = fields.String(data_key="X-Release")


def private_routes() -> Blueprint:
    planted = Blueprint("planted", __name__, url_prefix="/api/planted")

    @planted.route("", methods=["GET", "POST", "PUT", "DELETE"])
    def get() -> dict[str, str]:
        """Planted."""
        return {"seen": "yes"}

    @planted.post("/beats")
    def post_beat() -> dict[str, str]:
        """Write on behalf of somebody who was looked up."""
        begin_writing()
        db.session.add(WorkerBeat(duty="housekeeping", beat_at=factories.NOON))
        return {"seen": "yes"}

    return planted


def public_routes() -> Blueprint:
    public = Blueprint("public", __name__, url_prefix="/api/public", public=True)

    @public.post("/notes")
    @public.arguments(NoteSchema)
    def post_note(data: dict[str, Any]) -> dict[str, Any]:
        """Say it back."""
        return data

    @public.post("/beats/<ending>")
    def post_beat(ending: str) -> dict[str, str]:
        """Write a row, then end well or badly."""
        begin_writing()
        db.session.add(WorkerBeat(duty="housekeeping", beat_at=factories.NOON))
        db.session.flush()
        if ending == "refused":
            raise NotFound
        if ending == "broken":
            raise RuntimeError(f"canary in an exception: {request.get_data(as_text=True)}")
        return {"ending": ending}

    @public.post("/counts")
    def post_count() -> dict[str, int]:
        """Only read, by a method that usually writes."""
        return {"beats": db.session.query(WorkerBeat).count()}

    @public.get("/seen")
    def get_seen() -> dict[str, int]:
        """Write after reading, by a method that usually only reads."""
        begin_writing()
        beats = db.session.query(WorkerBeat).count()
        db.session.add(WorkerBeat(duty="housekeeping", beat_at=factories.NOON))
        return {"beats": beats}

    @public.get("/header")
    @public.arguments(HeaderSchema, location="headers")
    def get_header(data: dict[str, Any]) -> dict[str, Any]:
        """Say one header back."""
        return data

    @public.get("/address")
    def get_address() -> dict[str, str | None]:
        """Who asks, as far as we believe it."""
        return {"address": request.remote_addr}

    return public


@dataclass(frozen=True)
class Known:
    """Somebody who is signed in, without an account."""

    id: UUID
    device_id: UUID
    family: UUID
    epoch: int = 1


def nobody(*_asked: Any) -> Known:
    raise NotSignedIn(code="account_gone")


def only(owner: UUID) -> auth.FindAsker:
    """Finds one owner, on whichever device."""

    def find_asker(asked: UUID, family: UUID, _generation: int, _now: datetime) -> Known:
        return Known(owner, UUID(int=1), family) if asked == owner else nobody()

    return find_asker


@contextmanager
def planted_app(
    var: Path, find_asker: auth.FindAsker | None = None, **given: Any
) -> Iterator[Flask]:
    """The whole application, with the planted blueprints beside the real ones.

    The real accounts say who is signed in, unless `find_asker` does.
    """
    import api  # noqa: PLC0415  patched below

    real, lookup = api.BLUEPRINTS, api.find_asker
    api.BLUEPRINTS = (*real, private_routes(), public_routes())
    api.find_asker = find_asker or lookup
    try:
        app = api.create_app(factories.settings(var, **given))
    finally:
        api.BLUEPRINTS, api.find_asker = real, lookup
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()
