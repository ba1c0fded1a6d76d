"""`make run`: secrets, migration, then web and worker, and the address in words."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

SECRETS = [sys.executable, "-m", "api.core.secret_files"]
MIGRATE = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
LONGEST_START_SECONDS = 60

PHONE = """
  Open it        {address}
  On a phone     it needs a safe address. With a cable and Android:
                   adb reverse tcp:{port} tcp:{port}
                 then open {address} on the phone.
                 Without a cable, put an HTTPS proxy in front, and set
                 INTERLUDE_ORIGIN to the proxy's address.
  Stop           Ctrl+C
"""


def main() -> int:
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    os.environ.update(HOST=host, PORT=port)
    os.environ.setdefault("INTERLUDE_ORIGIN", f"http://127.0.0.1:{port}")  # both processes agree
    if answers(f"http://127.0.0.1:{port}/healthz"):
        sys.exit(f"Port {port} is taken. Try another: make run PORT={int(port) + 1}")
    for step in (SECRETS, MIGRATE):
        subprocess.run(step, check=True)
    # A session of its own, so that Ctrl+C reaches it once, through us, and not twice.
    command = [sys.executable, "-m", "honcho", "start"]
    procfile = subprocess.Popen(command, start_new_session=True)
    stops: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stops.append(number)
        procfile.terminate()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    announce(procfile, host, port)
    code = procfile.wait()
    return 0 if stops else code


def announce(procfile: subprocess.Popen[bytes], host: str, port: str) -> None:
    """Say the address once the server answers there; say nothing if it never started."""
    reached = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104  compared, not bound
    address = f"http://{reached}:{port}"
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while procfile.poll() is None and time.monotonic() < deadline:
        if answers(f"{address}/healthz"):
            print(PHONE.format(address=address, port=port), flush=True)  # noqa: T201
            return
        time.sleep(0.2)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own loopback address
            return True
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(main())
