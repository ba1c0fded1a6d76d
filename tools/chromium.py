"""Finds a Chromium for the browser tests and benchmarks, or installs one."""

import os
import shutil
import subprocess
import sys

from tools import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium: `CHROMIUM` if set, else the first on the PATH, else Playwright's."""
    if given := os.environ.get("CHROMIUM"):
        return given
    return next(filter(None, map(shutil.which, NAMES)), None) or _from_playwright()


def _from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only tests install it

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None  # noqa: PTH110


def install() -> None:
    """Debian's package where there is apt, Playwright's own build elsewhere."""
    if shutil.which("apt-get"):
        debian.install("chromium", "fonts-noto-core")
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> None:
    if find() is None:
        print("No Chromium here; installing one.", flush=True)  # noqa: T201
        install()
    if find() is None:
        sys.exit("The browser tests need a Chromium. Set CHROMIUM to the path of one.")


if __name__ == "__main__":
    main()
