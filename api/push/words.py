"""The words of a knock. Anyone may read a lock screen, so they say nothing of anybody."""

from typing import NamedTuple

from api.push.rules import KnockClass

TITLE = "Interlude"


class Words(NamedTuple):
    title: str
    body: str


ENGLISH = {
    KnockClass.REMINDER: Words(TITLE, "A few minutes, if you want them."),
    KnockClass.NUDGE: Words(TITLE, "Someone left a light on."),
    KnockClass.TEST: Words(TITLE, "This is how a knock looks. Nothing else to do."),
}
LANGUAGES = {"en": ENGLISH}


def words_for(language: str, what: KnockClass) -> Words:
    return LANGUAGES.get(language, ENGLISH)[what]
