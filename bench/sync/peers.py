"""Two small Flask apps to stand beside the pull of nothing, on the same gunicorn as Interlude.

`bare` is the least that Flask can answer. `signed_in` is what an ordinary app does to answer a
person who is signed in: cookies and CSRF by flask-jwt-extended, one row by Flask-SQLAlchemy.
"""

import flask_jwt_extended as tokens
from flask import Flask, Response, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from api.core.config import from_env

SOMEONE = "00000000-0000-0000-0000-000000000001"


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Person(db.Model):  # type: ignore[name-defined,misc]
    id: Mapped[str] = mapped_column(primary_key=True)
    history: Mapped[str]
    cursor: Mapped[int]


def bare() -> Flask:
    app = Flask(__name__)
    app.post("/nothing")(lambda: nothing(SOMEONE, 0))
    return app


def signed_in() -> Flask:
    app = Flask(__name__)
    given = from_env()
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{given['VAR']}/peer.db",
        JWT_SECRET_KEY=given["JWT_SECRET_KEY"],
        JWT_TOKEN_LOCATION=["cookies"],
        JWT_COOKIE_SECURE=True,
    )
    tokens.JWTManager(app)
    db.init_app(app)
    with app.app_context():
        db.create_all()
    app.post("/sign-in")(sign_in)
    app.post("/nothing")(tokens.jwt_required()(one_row))
    return app


def sign_in() -> Response:
    db.session.add(Person(id=SOMEONE, history=SOMEONE, cursor=1000))
    db.session.commit()
    answer = jsonify(signed_in=True)
    tokens.set_access_cookies(answer, tokens.create_access_token(SOMEONE))
    return answer


def one_row() -> Response:
    person = db.get_or_404(Person, tokens.get_jwt_identity())
    return nothing(person.history, person.cursor)


def nothing(history: str, cursor: int) -> Response:
    return jsonify(history=history, results=[], changes=[], cursor=cursor, more=False, epoch=1)
