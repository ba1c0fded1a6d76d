"""What the server holds of whoever asks, row by row, from its own tables."""

from typing import Any

from api.core import auth
from api.core.rest import Blueprint
from api.holdings import service
from api.holdings.schemas import FromSchema, HeldRowsSchema, HoldingsSchema
from api.holdings.service import Page

holdings = Blueprint(
    "holdings",
    __name__,
    url_prefix="/api/holdings",
    description="All that the server holds of somebody, and who could read it.",
)


@holdings.get("")
@holdings.response(200, HoldingsSchema)
def list_holdings() -> dict[str, Any]:
    """Every table that can hold something of yours, and how many rows are."""
    return {"holdings": service.list_holdings(auth.asker().id)}


@holdings.get("/<string:table>")
@holdings.arguments(FromSchema, location="query")
@holdings.response(200, HeldRowsSchema)
@holdings.refusal(404, "No such table can hold anything of yours.")
def list_rows(asked: dict[str, int], table: str) -> Page:
    """Your rows of one table, fifty at a time. What is sealed is told by its size alone."""
    return service.list_rows(auth.asker().id, table, asked["start"])
