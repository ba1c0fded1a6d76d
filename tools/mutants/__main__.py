"""`make mutants`: mutmut puts a mistake into the rules, one at a time, and runs their tests.

Its last line is `mutants=N killed=M unexplained=0`. It fails under 90 % killed, and for a survivor
that `survivors.toml` does not explain.
"""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
MUTMUT = HERE / ".venv/bin/mutmut"
MADE = Path("mutants")
LEAST_KILLED = 0.9


def main() -> int:
    shutil.rmtree(MADE, ignore_errors=True)  # what an earlier run found is about earlier code
    subprocess.run([MUTMUT, "run"], check=True)
    subprocess.run([MUTMUT, "export-cicd-stats"], check=True, stdout=subprocess.DEVNULL)
    counts = json.loads((MADE / "mutmut-cicd-stats.json").read_text())
    known = explained()
    unexplained = [line for line in survivors() if line not in known]
    for line in unexplained:
        say(f"survives: {line}")
    total = counts["total"] - counts["skipped"]
    say(f"mutants={total} killed={counts['killed']} unexplained={len(unexplained)}")
    return 0 if counts["killed"] >= LEAST_KILLED * total and not unexplained else 1


def explained() -> set[str]:
    found = tomllib.loads((HERE / "survivors.toml").read_text())["survivor"]
    return {line for each in found for line in each["becomes"]}


def survivors() -> list[str]:
    """The lines that were put there, and that no test minded."""
    told = subprocess.run([MUTMUT, "results"], check=True, capture_output=True, text=True).stdout
    names = [line.split(":")[0].strip() for line in told.splitlines() if "killed" not in line]
    return [line for name in names if name for line in changed(name)]


def changed(name: str) -> list[str]:
    told = subprocess.run([MUTMUT, "show", name], check=True, capture_output=True, text=True).stdout
    lines = [line for line in told.splitlines() if line.startswith("+") and line[:3] != "+++"]
    return [line[1:].strip() for line in lines]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
