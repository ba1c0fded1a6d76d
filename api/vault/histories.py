"""Which history of an account's vault phones follow: another one once a backup was restored."""

from uuid import UUID

import sqlalchemy as sa

from api.core.db import ask_once
from api.vault import statements

# How each database makes one up.
NEW_HISTORY = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def renewal(dialect: sa.Dialect) -> tuple[str, ...]:
    """What ends every history and begins another, as plain SQL.

    After a backup was restored phones compare what they hold, and bring what is missing. It must
    come true together with the backup: a phone that syncs in between would follow a history whose
    numbers are given a second time.
    """
    begun = statements.BEGIN_HISTORIES.values(history=sa.literal_column(NEW_HISTORY[dialect.name]))
    return tuple(
        str(each.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        for each in (statements.END_HISTORIES, begun)
    )


def since(owner: UUID, history: str) -> int:
    """How far what a phone had in `history` surely still holds; 0 when nobody knows.

    Later restores change nothing about it: a backup that knows of the first one is newer.
    """
    found = ask_once(statements.ENDED_AT, {"owner": owner, "history": history})
    return found.last_seq if found else 0
