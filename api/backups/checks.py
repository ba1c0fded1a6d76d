"""What a backup must show before it is called one: that it is whole, and true in itself."""

from typing import NamedTuple

# What an operator is told about: how much, never what.
COUNTS = {
    "accounts": "SELECT count(*) FROM accounts",
    "vault_rows": "SELECT count(*) FROM vault_rows",
}
# An account whose numbers are not those of its rows, if there is one.
UNTRUE_HEAD = """
SELECT 1 FROM vault_heads AS head
LEFT JOIN (
  SELECT account_id, count(*) AS n, max(seq) AS last, sum(length(sealed)) AS bytes
  FROM vault_rows GROUP BY account_id
) AS held ON held.account_id = head.account_id
WHERE head.records <> coalesce(held.n, 0) OR head.last_seq < coalesce(held.last, 0)
   OR head.bytes <> coalesce(held.bytes, 0)
LIMIT 1
"""
UNTRUE = "The database is not whole: its numbers are not those of its records."


class Found(NamedTuple):
    """The release of the database's tables, and how many rows some of them have."""

    revision: str
    counts: dict[str, int]

    def __str__(self) -> str:
        return f"{self.counts['accounts']} accounts, {self.counts['vault_rows']} sealed records"
