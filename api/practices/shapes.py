"""What the catalogue is made of: its words for things, and the parts of a practice. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    EN = "en"


class Moment(StrEnum):
    """When a practice fits. The order here is the order of the catalogue."""

    BEFORE = "before"
    BETWEEN = "between"
    FREE = "free"
    HARD = "hard"
    DAY_END = "day_end"
    WEEK = "week"


class Kind(StrEnum):
    BREATH = "breath"
    GROUND = "ground"
    MOVE = "move"
    REST = "rest"
    REFLECT = "reflect"
    KINDNESS = "kindness"
    CLOSE = "close"
    CONNECT = "connect"


class Tag(StrEnum):
    """What a practice can be done as."""

    EYES_OPEN = "eyes_open"
    NO_BREATH = "no_breath"
    NO_TOUCH = "no_touch"
    SEATED = "seated"
    SILENT = "silent"
    STANDING_OK = "standing_ok"
    UNSEEN = "unseen"


class Place(StrEnum):
    """Where a practice needs to be done, when that matters."""

    HOME = "home"
    ROAD = "road"
    ROOM = "room"


class Pacing(StrEnum):
    BREATH = "breath"
    STEPS = "steps"


class PhaseName(StrEnum):
    IN = "in"
    TOP_UP = "top_up"
    HOLD = "hold"
    OUT = "out"
    REST = "rest"


class Strength(StrEnum):
    STUDIED_DIRECTLY = "studied_directly"
    STUDIED_IN_PART = "studied_in_part"
    PRACTICE_WISDOM = "practice_wisdom"


@dataclass(frozen=True)
class Phase:
    phase: PhaseName
    seconds: float


@dataclass(frozen=True)
class Breath:
    cycle: list[Phase]
    cycles: int

    @property
    def cycle_seconds(self) -> float:
        return sum(phase.seconds for phase in self.cycle)


@dataclass(frozen=True)
class Short:
    """The form for half a minute: steps or cycles, like the long one."""

    seconds: int
    steps: list[int] | None = None
    cycles: int | None = None


@dataclass(frozen=True)
class Evidence:
    strength: Strength
    sources: list[str]


@dataclass(frozen=True)
class Facts:
    """What is true of a practice in every language."""

    id: str
    moment: Moment
    kind: Kind
    seconds: int
    tags: list[Tag]
    places: list[Place]
    pacing: Pacing
    breath: Breath | None
    steps: list[int]
    short: Short
    alternative: str | None
    evidence: Evidence
    offered: bool


@dataclass(frozen=True)
class Words:
    """What a practice says in one language."""

    title: str
    line: str
    why: str
    begin: str
    steps: list[str]
    short_steps: list[str]
    end: str
    caution: str | None
    alternative: str | None
    evidence: str
