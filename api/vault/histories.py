"""Which history of an account's vault phones follow: another one once a backup was restored."""

from uuid import UUID, uuid4

from api.core.db import ask_once, begin_writing, db
from api.vault import statements

# `renew` as plain SQL, for who puts a backup back: it must come true together with that.
RENEWAL = {
    "sqlite": statements.renewal("sqlite", "lower(hex(randomblob(16)))"),
    "postgresql": statements.renewal("postgresql", "gen_random_uuid()"),
}


def renew() -> None:
    """After a backup was restored: phones compare what they hold, and bring what is missing."""
    begin_writing()
    owners = db.session.scalars(statements.ALL_HELD).all()
    db.session.execute(statements.END_HISTORIES)
    if owners:
        new = [{"owner": owner, "history": uuid4()} for owner in owners]
        db.session.connection().execute(statements.NEW_HISTORY, new)


def since(owner: UUID, history: str) -> int:
    """How far what a phone had in `history` surely still holds; 0 when nobody knows.

    Later restores change nothing about it: a backup that knows of the first one is newer.
    """
    found = ask_once(statements.ENDED_AT, {"owner": owner, "history": history})
    return found.last_seq if found else 0
