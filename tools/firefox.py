"""Finds a Firefox for the push tests, or installs one."""

import os
import shutil
import sys

from tools import debian

NAMES = ("firefox-esr", "firefox")


def find() -> str | None:
    """The path of a Firefox: `FIREFOX` if set, else the first on the PATH."""
    if given := os.environ.get("FIREFOX"):
        return given
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Debian's package: the one browser whose push can be tried without the internet."""
    debian.install("firefox-esr")


def main() -> None:
    if find() is None and shutil.which("apt-get"):
        print("No Firefox here; installing one.", flush=True)  # noqa: T201
        install()
    if find() is None:
        sys.exit("The push tests need a Firefox. Set FIREFOX to the path of one.")


if __name__ == "__main__":
    main()
