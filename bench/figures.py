"""One measured figure beside its limit, or seen without one."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Figure:
    """`share` is measured ÷ limit: at most 1 where `at_most`, at least 1 where not."""

    name: str
    measured: float
    limit: float
    unit: str
    at_most: bool = True

    @property
    def share(self) -> float:
        return self.measured / self.limit

    @property
    def holds(self) -> bool:
        return self.share <= 1 if self.at_most else self.share >= 1

    def line(self) -> str:
        sign = "≤" if self.at_most else "≥"
        verdict = "" if self.holds else "   OVER" if self.at_most else "   UNDER"
        return (
            f"{self.name:<44}{self.measured:>9.2f} {sign} {self.limit:<7g}{self.unit:<7}"
            f"ratio {self.share:.2f}{verdict}"
        )

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "share": round(self.share, 4), "holds": self.holds}


@dataclass(frozen=True)
class Seen:
    """What a ratio was made of. It depends on the machine, so nothing is asked of it."""

    holds: ClassVar[bool] = True

    name: str
    measured: float
    unit: str

    def line(self) -> str:
        return f"  {self.name:<42}{self.measured:>9.2f}   {'':<7}{self.unit}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
