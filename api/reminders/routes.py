"""Plans over HTTP, and the one thing that a notification can ask for."""

from api.core import auth, clock
from api.core.rest import Blueprint
from api.reminders import plans
from api.reminders.schemas import ActSchema, NewPlanSchema, PlanSchema
from api.reminders.shapes import Acting, NewPlan, Plan

reminders = Blueprint(
    "reminders",
    __name__,
    url_prefix="/api/reminders",
    description="When to knock. What about is on the phones alone.",
)
acts = Blueprint(
    "acts",
    __name__,
    url_prefix="/api/push/acts",
    description="Acting upon a knock from its notification.",
    public=True,
    at_most="60 per minute",
)


@reminders.get("")
@reminders.response(200, PlanSchema)
def get_plan() -> Plan:
    """What the server would knock for, and when next."""
    return plans.find_plan(auth.asker().id)


@reminders.put("")
@reminders.arguments(NewPlanSchema)
@reminders.response(200, PlanSchema)
@reminders.refusal(409, "Another phone was quicker.")
def put_plan(new: NewPlan) -> Plan:
    """Replace the plan. What was planned before and is not in it knocks no more."""
    return plans.replace_plan(auth.asker().id, new, int(clock.now().timestamp()))


@acts.post("")
@acts.arguments(ActSchema)
@acts.response(204)
def post_act(asked: Acting) -> None:
    """Snooze or skip one knock, once. Whoever guesses learns nothing: the answer is the same."""
    plans.act(asked, int(clock.now().timestamp()))
