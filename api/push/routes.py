"""Push over HTTP: our key, this phone's subscription, and a knock to try it."""

from typing import Any

from flask import current_app
from flask.blueprints import BlueprintSetupState

from api.core import auth, clock
from api.core.queue import rouse
from api.core.rest import Blueprint
from api.push import service
from api.push.errors import PushOff
from api.push.models import PushSubscription
from api.push.schemas import (
    NewSubscriptionSchema,
    PushKeySchema,
    RenewalSchema,
    SubscriptionSchema,
)
from api.push.setup import doors_of, vapid_of
from api.push.shapes import NewSubscription
from api.push.webpush import Vapid

PREFIX = "/api/push"
VAPID = "vapid"

push = Blueprint("push", __name__, url_prefix=PREFIX, description="Being knocked at.")
trying = Blueprint(
    "trying",
    __name__,
    url_prefix=f"{PREFIX}/test",
    description="One knock, to see whether it arrives.",
    at_most="6 per minute",
)
renewing = Blueprint(
    "renewing",
    __name__,
    url_prefix=f"{PREFIX}/renew",
    description="A browser that changed its subscription by itself.",
    public=True,
    at_most="20 per minute",
)


@push.record
def read_key(state: BlueprintSetupState) -> None:
    state.app.extensions[VAPID] = vapid_of(state.app.config)


def vapid() -> Vapid:
    found: Vapid | None = current_app.extensions[VAPID]
    if found is None:
        raise PushOff
    return found


@push.get("/key")
@push.response(200, PushKeySchema)
@push.refusal(503, "Push is off on this server.")
def get_key() -> dict[str, Any]:
    """The key a browser makes a subscription for."""
    return {"key": vapid().public, "key_id": vapid().key_id}


@push.get("/subscription")
@push.response(200, SubscriptionSchema)
@push.refusal(404, "This phone has none.")
def get_subscription() -> PushSubscription:
    """What the server has of this phone, and how the last message to it fared."""
    return service.find_subscription(auth.asker().family)


@push.put("/subscription")
@push.arguments(NewSubscriptionSchema)
@push.response(200, SubscriptionSchema)
def put_subscription(new: NewSubscription) -> PushSubscription:
    """Have this phone knocked at. A subscription that was another phone's is this one's now."""
    asker = auth.asker()
    vapid()
    return service.subscribe(asker.id, asker.family, new, doors_of(current_app.config))


@push.delete("/subscription")
@push.response(204)
def delete_subscription() -> None:
    """Knock at this phone no more."""
    service.unsubscribe(auth.asker().family)


@trying.post("")
@trying.response(202)
@trying.refusal(404, "This phone has no subscription.")
def post_test() -> None:
    """Send one knock to this phone, now."""
    vapid()
    service.knock_to_try(auth.asker().family, int(clock.now().timestamp()))
    rouse(current_app.config["VAR"])


@renewing.post("")
@renewing.arguments(RenewalSchema)
@renewing.response(204)
@renewing.refusal(404, "Nothing is known of the old one.")
def post_renewal(asked: dict[str, Any]) -> None:
    """Replace a subscription by the secret of the old one."""
    old_endpoint, old_auth = asked.pop("old_endpoint"), asked.pop("old_auth")
    doors = doors_of(current_app.config)
    service.renew(old_endpoint, old_auth, NewSubscription(**asked), doors)
