"""People who write while things break, and who know what was promised to them.

A phone sends the same edits until it is told of each of them by name. Only then has it been
promised anything: a status alone is no promise, its body may have been cut on the way.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.api.vault.phones import asking, edit, next_edit, sealed

#: Asks for a sync; answers with what was parsed of a 200, and None for everything else.
Send = Callable[[Any], Any | None]
MOST_AT_ONCE = 4
BUCKETS = (512, 512, 512, 4096)


@dataclass
class Found:
    """`lost`: promised and not there. `doubled`: done more than once."""

    lost: int = 0
    doubled: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(self.lost + other.lost, self.doubled + other.doubled)


@dataclass
class Writer:
    """One phone of one person; nobody else writes in its vault."""

    chance: random.Random
    buckets: Sequence[int] = BUCKETS
    waiting: list[dict[str, Any]] = field(default_factory=list)
    #: By record, the edit that was promised last.
    promised: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: By edit, the number it was given.
    numbers: dict[str, int] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    repeated: int = 0
    lost: int = 0
    doubled: int = 0

    def turn(self, send: Send) -> bool:
        """Sends what waits, or something new. True when it was promised."""
        if not self.waiting:
            self.waiting = self._something_new()
        ops = [op["op"] for op in self.waiting]
        self.repeated += any(op in self.sent for op in ops)
        self.sent.update(ops)
        answer = send(asking(self.waiting, limit=1))
        return answer is not None and self._is_promised(answer)

    def _something_new(self) -> list[dict[str, Any]]:
        made: dict[str, dict[str, Any]] = {}
        for _ in range(self.chance.randint(1, MOST_AT_ONCE)):
            given = {"sealed": sealed(self.chance.choice(self.buckets))}
            old = [op for record, op in self.promised.items() if record not in made]
            again = old and self.chance.random() < 0.5
            op = next_edit(self.chance.choice(old), **given) if again else edit(**given)
            made[op["id"]] = op
        return list(made.values())

    def _is_promised(self, answer: Any) -> bool:
        told = {result["op"]: result for result in answer["results"]}
        for op in self.waiting:
            result = told[op["op"]]
            if result["status"] == "ok":
                self.promised[op["id"]] = op
                number = result["seq"]
                self.doubled += self.numbers.setdefault(op["op"], number) != number
            else:  # who writes alone has no conflicts: what this was built upon is gone
                self.lost += 1
        self.waiting = []
        return True

    def judged(self, stored: dict[str, Any], last_seq: int) -> Found:
        """What became of it all, when nothing waits any more: the rows that are stored, by record,
        and the last number that was given out.
        """
        assert not self.waiting, "It is judged when everything was promised."
        lost = [
            record
            for record, op in self.promised.items()
            if record not in stored
            or (stored[record]["version"], stored[record]["sealed"])
            != (op["version"], op["sealed"])
        ]
        # Each edit has one number; what was done twice has used up another.
        return Found(self.lost + len(lost), self.doubled + max(0, last_seq - len(self.sent)))
