"""`python -m tools.halves`: every test of pytest's, those in a browser beside all the others.

A browser waits more than it works, so the two take little longer together than one of them alone.
What is given besides is handed to both. The browser's half is shown as it goes, the other later.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence

PYTEST = (sys.executable, "-m", "pytest")
IN_BROWSER = "tests/e2e"
NO_TESTS = 5  # pytest's own word for: nothing to run


def main(given: Sequence[str]) -> int:
    with tempfile.TemporaryFile("w+") as shown:
        beside = subprocess.Popen(
            [*PYTEST, f"--ignore={IN_BROWSER}", *given], stdout=shown, stderr=subprocess.STDOUT
        )
        ended = [subprocess.run([*PYTEST, IN_BROWSER, *given], check=False).returncode]
        ended.append(beside.wait())
        shown.seek(0)
        sys.stdout.writelines(["\n", *shown])
    return judged(ended)


def judged(ended: Sequence[int]) -> int:
    """0 when neither failed, and not both had nothing to run."""
    bad = [code for code in ended if code not in {0, NO_TESTS}]
    if bad:
        return bad[0]
    return NO_TESTS if all(code == NO_TESTS for code in ended) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
