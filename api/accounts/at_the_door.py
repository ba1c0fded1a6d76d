"""Who stands before the doors of accounts, as far as a request tells."""

from datetime import datetime

from flask import current_app, request

from api.accounts.gate import Gate, Knock
from api.core.networks import network_of

PREFIX = "/api/accounts"
GATE = "accounts"
OFTEN = "120 per minute"


def gate() -> Gate:
    found: Gate = current_app.extensions[GATE]
    return found


def knock(now: datetime) -> Knock:
    return Knock(gate(), network_of(request.remote_addr), now)
