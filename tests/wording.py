"""The voice we promised, as far as a machine can hold it, wherever the words are kept."""

import re

# Words that blame, praise, push or promise (look-and-voice, part 3).
BANNED = [
    *("journey", "resilience", "resilient", "just", "should", "simply", "must"),
    *("don't forget", "missed", "again", "you haven't", "you feel", "you are feeling"),
    *("self-care", "calm", "calmer", "calming", "calms", "at risk", "streak", "score", "heal"),
    *("well done", "good job", "great job", "great", "amazing", "proud", "congratulations"),
    *("failed", "overdue", "patient", "patients"),
]

# What no sentence of ours may claim of anything in the app.
CLAIMS = [
    *("boosts", "shown to", "proves", "proven", "clinically", "guaranteed", "cures", "treats"),
    *("therapy", "treatment", "reduces stress", "prevents", "scientifically", "no time cost"),
]

# Names of conditions: the app notices and offers, it never names what someone might have.
CONDITIONS = [
    *("anxiety", "anxious", "depression", "depressed", "depressive", "burnout", "burn-out"),
    *("burned out", "burnt out", "compassion fatigue", "vicarious trauma", "trauma", "traumatic"),
    *("traumatised", "traumatized", "ptsd", "panic", "insomnia", "disorder", "syndrome", "phobia"),
    *("adhd", "ocd", "bipolar", "psychosis", "suicidal", "addiction", "diagnosis", "symptom"),
]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+", text.strip()) if part]


def found(vocabulary: list[str], text: str) -> list[str]:
    plain = text.lower().replace("\u2019", "'")
    return [word for word in vocabulary if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain)]


def reading_grade(text: str) -> float:
    """The school year whose pupils read `text` with ease; year 6 is about eleven years old.

    The Automated Readability Index (Smith & Senter 1967, AMRL-TR-66-220): letters and digits a
    word, words a sentence. It needs no list of syllables, so it is the same on every machine.
    """
    words = re.findall(r"[\w\u2019'-]+", text)
    letters = sum(len(re.findall(r"\w", word)) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences(text)) - 21.43
