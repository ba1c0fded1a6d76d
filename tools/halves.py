"""`python -m tools.halves`: all tests, those in a browser beside all the others.

A browser waits more than it works, so the two take little longer together than one of them alone.
The others begin with the phone's own. They make way for the browser: somebody looks at that.
What is given besides is for pytest, and handed to both halves; the phone's are left out then.
The browser's half is shown as it goes, the other later; what failed is named last of all.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
PHONES = ("npm", "--prefix", str(ROOT / "pwa"), "test")
PYTEST = (sys.executable, "-m", "pytest")
IN_BROWSER = "tests/e2e"
#: In a browser, and beside it all the same: the one half was done long before the other.
BESIDE = "at_once canary drafts export held sealed_file xss"
MOVED = tuple(f"{IN_BROWSER}/test_{name}.py" for name in BESIDE.split())
MAKE_WAY = ("nice", "-n", "5")
NO_TESTS = 5  # pytest's own word for: nothing to run
#: How pytest and Vitest begin the line that names a test which failed.
NAMES_A_FAILURE = re.compile(r"^\W*(?:FAILED|ERROR|FAIL) .+")
IN_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def main(given: Sequence[str]) -> int:
    others = [*PYTEST, f"--ignore={IN_BROWSER}", *given]
    whole = [PHONES, others, [*PYTEST, *MOVED]]
    kept = given or [f"--ignore={moved}" for moved in MOVED]
    with tempfile.TemporaryFile("w+") as shown, ThreadPoolExecutor(1) as pool:
        beside = pool.submit(run_beside, [others] if given else whole, shown)
        code, said = run_shown([*PYTEST, IN_BROWSER, *kept])
        ended = [code, *beside.result()]
        shown.seek(0)
        later = shown.readlines()
    sys.stdout.writelines(["\n", *later, *named([*said, *later])])
    return judged(ended)


def run_shown(command: Sequence[str]) -> tuple[int, list[str]]:
    """Shown as it goes; its code and its lines."""
    said = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        for raw in running.stdout or ():
            said.append(raw.decode(errors="replace"))
            sys.stdout.write(said[-1])
            sys.stdout.flush()
    return running.returncode, said


def run_beside(commands: Sequence[Sequence[str]], shown: IO[str]) -> list[int]:
    """One after the other, also when one fails: each says what it found."""
    return [
        subprocess.run(
            [*MAKE_WAY, *command], stdout=shown, stderr=subprocess.STDOUT, check=False
        ).returncode
        for command in commands
    ]


def named(lines: Sequence[str]) -> list[str]:
    """The lines that name a test which failed, once each and short: the end of a log is read."""
    plain = (IN_COLOUR.sub("", line).strip() for line in lines)
    return [f"{line[:160]}\n" for line in dict.fromkeys(plain) if NAMES_A_FAILURE.match(line)]


def judged(ended: Sequence[int]) -> int:
    """0 when none failed, and not all had nothing to run."""
    bad = [code for code in ended if code not in {0, NO_TESTS}]
    if bad:
        return bad[0]
    return NO_TESTS if all(code == NO_TESTS for code in ended) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
