"""The catalogue over HTTP."""

from flask import Response, current_app, request
from flask.blueprints import BlueprintSetupState

from api.core.rest import Blueprint
from api.practices import service
from api.practices.schemas import CatalogueQuerySchema, CatalogueSchema
from api.practices.shapes import Language

practices = Blueprint(
    "practices",
    __name__,
    url_prefix="/api/practices",
    description="The catalogue of micro practices.",
    public=True,
)


@practices.record
def refuse_a_broken_catalogue(state: BlueprintSetupState) -> None:
    """A broken file stops the start, not the first reader."""
    for language in Language:
        service.get_catalogue(state.app.config["CATALOGUE"], language)


@practices.get("")
@practices.arguments(CatalogueQuerySchema, location="query", as_kwargs=True)
@practices.response(200, CatalogueSchema)
@practices.alt_response(304, description="You have this version.")
def get_catalogue(language: Language) -> Response:
    """The catalogue in one language. Its ETag is its version."""
    catalogue = service.get_catalogue(current_app.config["CATALOGUE"], language)
    answer = Response(catalogue.body, mimetype="application/json")
    answer.set_etag(catalogue.version)
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer
