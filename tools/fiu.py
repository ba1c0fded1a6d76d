"""Finds libfiu, which makes a program's calls to its disk fail now and then, or installs it."""

import shutil
import sys

from tools import debian


def find() -> str | None:
    return shutil.which("fiu-run")


def main() -> None:
    if find() is None and shutil.which("apt-get"):
        print("No libfiu here; installing it.", flush=True)  # noqa: T201
        debian.install("fiu-utils")
    if find() is None:
        sys.exit("The tests need fiu-run on the PATH. See https://blitiri.com.ar/p/libfiu/.")


if __name__ == "__main__":
    main()
