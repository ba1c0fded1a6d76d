"""`python -m tools.lanes`: all tests, in lanes beside each other.

A browser waits more than it works, so the two take little longer together than one of them alone.
The first lane is in a browser, and shown as it goes. Beside it run the phone's own tests, then
all the others, then some more in a browser. They make way for the first: somebody looks at that.
A third waits for minutes to come, and does little else. What is not looked at is shown later, and
what failed is named last of all. What is given besides is for pytest, and then the phone's own
are left out.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
PHONES = ("npm", "--prefix", str(ROOT / "pwa"), "test")
PYTEST = (sys.executable, "-m", "pytest")
IN_BROWSER = "tests/e2e"
#: In a browser, and in the second lane all the same: so both end at about the same time.
BESIDE = "at_once canary drafts export held sealed_file xss"
MOVED = tuple(f"{IN_BROWSER}/test_{name}.py" for name in BESIDE.split())
#: A reminder that comes to a real browser at its minute, which it is waited for.
WAITS = "tests/firefox"
MAKE_WAY = ("nice", "-n", "5")
NO_TESTS = 5  # pytest's own word for: nothing to run
#: How pytest and Vitest begin the line that names a test which failed.
NAMES_A_FAILURE = re.compile(r"^\W*(?:FAILED|ERROR|FAIL) .+")
IN_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def main(given: Sequence[str]) -> int:
    others = [*PYTEST, f"--ignore={IN_BROWSER}", *(given or [f"--ignore={WAITS}"])]
    whole = [PHONES, others, [*PYTEST, *MOVED]]
    kept = given or [f"--ignore={moved}" for moved in MOVED]
    lanes = [[others]] if given else [whole, [[*PYTEST, WAITS]]]
    with ThreadPoolExecutor(len(lanes)) as pool:
        beside = [pool.submit(run_beside, lane) for lane in lanes]
        code, said = run_shown([*PYTEST, IN_BROWSER, *kept])
        ended = [lane.result() for lane in beside]
    later = [line for _, lines in ended for line in lines]
    sys.stdout.writelines(["\n", *later])
    sys.stdout.writelines(named([*said, *later]))
    return judged([code, *(code for codes, _ in ended for code in codes)])


def run_shown(command: Sequence[str]) -> tuple[int, list[str]]:
    """Shown as it goes; its code and its lines."""
    said = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        for raw in running.stdout or ():
            said.append(raw.decode(errors="replace"))
            sys.stdout.write(said[-1])
            sys.stdout.flush()
    return running.returncode, said


def run_beside(commands: Sequence[Sequence[str]]) -> tuple[list[int], list[str]]:
    """One after the other, also when one fails: the code of each, and what they said."""
    with tempfile.TemporaryFile("w+", errors="replace") as shown:
        codes = [
            subprocess.run(
                [*MAKE_WAY, *command], stdout=shown, stderr=subprocess.STDOUT, check=False
            ).returncode
            for command in commands
        ]
        shown.seek(0)
        return codes, shown.readlines()


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
