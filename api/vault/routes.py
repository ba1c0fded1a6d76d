"""The vault over HTTP: one door, read and written by hand because phones use it all day."""

from typing import Any

import orjson
from flask import Response, current_app, request

from api.core import auth, body, clock
from api.core.errors import Unacceptable, UnsupportedMediaType
from api.core.rest import Blueprint
from api.vault import service
from api.vault.rules import Conflicting, Limits, Row, Taken, Verdict
from api.vault.schemas import SyncAnswerSchema, SyncRequestSchema
from api.vault.shapes import Asked, read_asked, write_sealed

vault = Blueprint(
    "vault",
    __name__,
    url_prefix="/api/vault",
    description="Sealed records, in step on all phones of an account.",
)


@vault.post("/sync")
@vault.doc(
    requestBody={
        "required": True,
        "content": {"application/json": {"schema": SyncRequestSchema}},
    }
)
@vault.response(200, SyncAnswerSchema)
@vault.refusal(409, "Start over: another history, or a cursor ahead.")
@vault.refusal(410, "Start over: what came next was dropped.")
@vault.refusal(422, "The call itself makes no sense.")
@vault.refusal(507, "No room left. Nothing was stored; try again.")
def sync() -> Response:
    """Bring edits, fetch changes. Each edit is judged alone, and answered in its place."""
    answer = service.sync(auth.asker().id, _asked(), _limits(), clock.now())
    return Response(orjson.dumps(_written(answer)), mimetype="application/json")


def _asked() -> Asked:
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        return read_asked(body.parse(request.get_data()))
    except ValueError as why:
        raise Unacceptable(str(why)) from None


def _limits() -> Limits:
    settings = current_app.config
    return Limits(settings["VAULT_ITEMS"], settings["VAULT_BYTES"])


def _written(answer: service.Answer) -> dict[str, Any]:
    return {
        "history": answer.standing.history,
        "results": [_result(verdict) for verdict in answer.verdicts],
        "changes": [_change(row) for row in answer.changes],
        "cursor": answer.cursor,
        "floor": answer.standing.floor,
        "more": answer.more,
        "epoch": answer.standing.epoch,
    }


def _result(verdict: Verdict) -> dict[str, Any]:
    if isinstance(verdict, Taken):
        return {"status": "ok", **verdict._asdict()}
    if isinstance(verdict, Conflicting):
        return {"op": verdict.op, "status": "conflict", "current": _change(verdict.current)}
    return {"op": verdict.op, "status": "rejected", "code": verdict.code}


def _change(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "version": row.version,
        "epoch": row.epoch,
        "seq": row.seq,
        "sealed": write_sealed(row.sealed),
        "purgeable": row.purgeable,
    }
