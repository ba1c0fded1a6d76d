"""Each rule of ours finds the mistake it is there for, and lets its neighbour be."""

import json
from pathlib import Path
from subprocess import run
from textwrap import dedent

import pytest

from api.core.config import ROOT

SEMGREP = ROOT / "tools/semgrep/.venv/bin/semgrep"
RULES = ROOT / "tools/semgrep/rules.yml"
QUIET = ("--metrics=off", "--disable-version-check", "--quiet")
#: By file, lines that are planted. What stands after `#:` is the rule that must find it.
PLANTED = {
    "api/rooms/routes.py": """
        import flask
        from flask import Blueprint, current_app

        rooms = flask.Blueprint("rooms", __name__)  #: route-without-protection
        others = Blueprint("others", __name__)  #: route-without-protection

        current_app.add_url_rule("/all", view_func=print)  #: route-without-protection

        @app.get("/open")  #: route-without-protection
        def everything():
            return {}
    """,
    "api/circles/routes.py": """
        from api.core.rest import Blueprint

        circles = Blueprint("circles", __name__, url_prefix="/api/circles")
        asking = Blueprint("asking", __name__, public=True, at_most="6 per minute")
        open = Blueprint("open", __name__, public=True)  #: open-door-without-brake

        @circles.get("")
        def mine():
            return {}
    """,
    "api/health.py": """
        from flask import Blueprint

        health = Blueprint("health", __name__)
    """,
    "api/circles/models.py": """
        import sqlalchemy as sa
        from sqlalchemy import JSON, String, Text
        from sqlalchemy.orm import Mapped, mapped_column

        class Post(Model):
            short: Mapped[str] = mapped_column(String(64))
            post: Mapped[str] = mapped_column(String)  #: bare-text-column
            reply: Mapped[str] = mapped_column(String())  #: bare-text-column
            note: Mapped[str] = mapped_column(Text)  #: bare-text-column
            mood: Mapped[str]  #: bare-text-column

        posts = sa.Table(
            "posts",
            Model.metadata,
            sa.Column("why", sa.String),  #: bare-text-column
            sa.Column("words", sa.Text),  #: bare-text-column
            sa.Column("sealed", sa.LargeBinary),
        )
    """,
    "api/circles/schemas.py": """
        from marshmallow import fields, validate

        class PostSchema(Schema):
            mood = fields.String(required=True)  #: bare-text-field
            any = fields.Raw()  #: bare-text-field
            kind = fields.String(required=True, validate=validate.Length(max=8))
            told = fields.String(dump_only=True)
    """,
    "pwa/src/circles/post.ts": """
        export async function post(how: AesGcmParams, key: CryptoKey, text: BufferSource) {
          return crypto.subtle.encrypt(how, key, text); //: encryption-outside-seal
        }
        export async function digest(text: BufferSource) {
          return crypto.subtle.digest('SHA-256', text);
        }
        export const open = (how: AesGcmParams, key: CryptoKey, sealed: BufferSource) =>
          globalThis.crypto.subtle.decrypt(how, key, sealed); //: encryption-outside-seal
    """,
    "pwa/src/vault/seal.ts": """
        export const seal = (how: AesGcmParams, key: CryptoKey, plain: BufferSource) =>
          crypto.subtle.encrypt(how, key, plain);
    """,
    "api/circles/service.py": """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  #: ciphers-on-the-server
        from cryptography.fernet import Fernet  #: ciphers-on-the-server
        import sqlalchemy as sa

        def find(session, connection, name, table):
            session.execute(sa.text(f"SELECT * FROM posts WHERE name = '{name}'"))  #: sql-by-string
            session.execute(sa.text("SELECT * FROM " + table))  #: sql-by-string
            connection.exec_driver_sql("SELECT * FROM %s" % table)  #: sql-by-string
            connection.execute("SELECT * FROM {}".format(table))  #: sql-by-string
            session.execute(sa.text("SELECT * FROM posts WHERE name = :name"), {"name": name})
    """,
}


def lines():
    for name, text in PLANTED.items():
        for number, line in enumerate(text.splitlines(), 1):
            if ": " in line and line.rpartition(": ")[0].endswith(("#", "//")):
                yield name, number, line.rpartition(": ")[2]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    for name, text in PLANTED.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(dedent(text))
    told = run(
        [SEMGREP, "scan", "--config", RULES, "--json", "--no-git-ignore", *QUIET, "."],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    answer = json.loads(told.stdout)
    assert answer["errors"] == []
    return {
        (each["path"], each["start"]["line"], each["check_id"].rpartition(".")[2])
        for each in answer["results"]
    }


def test_every_planted_mistake_is_found_by_its_rule_and_nothing_else_is(found):
    assert found == set(lines())


def test_every_rule_has_a_planted_mistake():
    rules = {line.split()[-1] for line in Path(RULES).read_text().splitlines() if "- id:" in line}

    assert {rule for _, _, rule in lines()} == rules
