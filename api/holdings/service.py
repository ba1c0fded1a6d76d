"""All that hangs on an account, found by the tables' own references, so that none is left out."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from api.accounts.models import Account
from api.core.db import Model, begin_reading, db
from api.core.errors import NotFound
from api.holdings.rules import ROWS_A_PAGE, Cell, cells_of

ACCOUNTS: sa.Table = Account.metadata.tables[Account.__tablename__]


@dataclass(frozen=True)
class Holding:
    """One table, and how many of its rows are the asker's."""

    table: str
    rows: int


@dataclass(frozen=True)
class Page:
    """Some rows of a table, by its primary key, and how many there are in all."""

    table: str
    total: int
    rows: list[list[Cell]]


def list_holdings(owner: UUID) -> list[Holding]:
    """Every table that hangs on accounts, also where nothing is held."""
    begin_reading()
    return [Holding(table.name, _count(table, owner)) for table in owned_tables()]


def list_rows(owner: UUID, name: str, start: int) -> Page:
    """From the row with this number, counted from 0. Raises NotFound for what is no such table."""
    table = next((table for table in owned_tables() if table.name == name), None)
    if table is None:
        raise NotFound
    begin_reading()
    asked = sa.select(table).where(_is_of(table, owner)).order_by(*table.primary_key.columns)
    found = db.session.execute(asked.offset(start).limit(ROWS_A_PAGE)).mappings()
    return Page(name, _count(table, owner), [cells_of(name, dict(row)) for row in found])


def owned_tables() -> list[sa.Table]:
    """Accounts first, and then what refers to them, at once or by way of another."""
    return [table for table in Model.metadata.sorted_tables if _way_up(table) is not None]


def _count(table: sa.Table, owner: UUID) -> int:
    asked = sa.select(sa.func.count()).select_from(table).where(_is_of(table, owner))
    return db.session.scalar(asked) or 0


def _is_of(table: sa.Table, owner: UUID) -> sa.ColumnElement[bool]:
    way = _way_up(table)
    if way is None:
        raise ValueError(table.name)
    column, above = way
    if above is table:
        return column == owner
    return column.in_(sa.select(above.c.id).where(_is_of(above, owner)))


def _way_up(table: sa.Table) -> tuple[sa.ColumnElement[UUID], sa.Table] | None:
    """The column that names whose a row is, and in which table; the shortest way goes first."""
    if table is ACCOUNTS:
        return table.c.id, table
    references = [(key.parent, key.column.table) for key in table.foreign_keys]
    for column, above in references:
        if above is ACCOUNTS:
            return column, above
    return next((way for way in references if _way_up(way[1]) is not None), None)
