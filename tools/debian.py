"""Debian's own packages, for what the tests need and no lock file brings."""

import os
import subprocess


def as_root() -> list[str]:
    return [] if os.geteuid() == 0 else ["sudo"]


def install(*packages: str) -> None:
    subprocess.run([*as_root(), "apt-get", "update", "-qq"], check=True)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run([*as_root(), *command], check=True, stdout=subprocess.DEVNULL)
