"""The readable reference of the API, made on the server from the same document programs read."""

from pathlib import Path

from flask import Blueprint, Response, render_template, send_from_directory

from api.core.reference import list_operations, list_types
from api.core.rest import contract

HERE = Path(__file__).parent

docs = Blueprint("docs", __name__, url_prefix="/api/docs", template_folder=str(HERE / "templates"))


@docs.get("")
def reference() -> str:
    document = contract()
    return render_template(
        "reference.html",
        info=document["info"],
        operations=list_operations(document),
        types=list_types(document),
    )


@docs.get("/reference.css")
def style() -> Response:
    answer = send_from_directory(HERE / "static", "reference.css")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
