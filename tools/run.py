"""`make run`: secrets, migration, then web and worker, and the address in words."""

import http.client
import os
import signal
import subprocess
import sys
import time
import urllib.request
from types import FrameType

from api.core.config import from_env
from api.core.errors import CannotStart

SECRETS = [sys.executable, "-m", "api.core.secret_files"]
MIGRATE = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
LONGEST_START_SECONDS = 60
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}  # noqa: S104  compared, not bound
# This machine asks itself: a proxy that stands in the environment has no part in it.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))

PHONE = """
  Open it        {address}
  On a phone     it needs a safe address. With a cable and Android:
                   adb reverse tcp:{port} tcp:{port}
                 then open http://127.0.0.1:{port} on the phone.
                 Without a cable, put an HTTPS proxy in front, and set
                 INTERLUDE_ORIGIN to the proxy's address.
  Stop           Ctrl+C
"""


def main() -> int:
    os.umask(0o077)
    do(SECRETS)
    try:
        settings = from_env()
    except CannotStart as error:
        sys.exit(f"Interlude does not start. {error}")
    host, port = settings["HOST"], settings["PORT"]
    address = address_of(host, port)
    os.environ.update(HOST=host, PORT=str(port), INTERLUDE_ORIGIN=settings["ORIGIN"])
    if answers(f"{address}/healthz"):
        other = port + 1 if port < 65535 else port - 1
        sys.exit(f"Port {port} is taken. Try another: make run PORT={other}")
    do(MIGRATE)
    return serve(address, port)


def do(step: list[str]) -> None:
    """A step that fails has said why; a trace of ours would bury it."""
    if code := subprocess.run(step, check=False).returncode:
        sys.exit(code)


def serve(address: str, port: int) -> int:
    # A session of its own, so that Ctrl+C reaches it once, through us, and not twice.
    command = [sys.executable, "-m", "honcho", "start"]
    procfile = subprocess.Popen(command, start_new_session=True)
    stops: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stops.append(number)
        procfile.terminate()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    announce(procfile, address, port)
    code = procfile.wait()
    return 0 if stops else code


def address_of(host: str, port: int) -> str:
    """Where a browser on this machine finds a server bound to `host`."""
    reached = EVERYWHERE.get(host, host)
    return f"http://[{reached}]:{port}" if ":" in reached else f"http://{reached}:{port}"


def announce(procfile: subprocess.Popen[bytes], address: str, port: int) -> None:
    """Say the address once the server answers there; say nothing if it never started."""
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while procfile.poll() is None and time.monotonic() < deadline:
        if answers(f"{address}/healthz"):
            print(PHONE.format(address=address, port=port), flush=True)  # noqa: T201
            return
        time.sleep(0.2)


def answers(url: str) -> bool:
    try:
        with DIRECT.open(url, timeout=2):
            return True
    except (OSError, ValueError, http.client.HTTPException):
        return False


if __name__ == "__main__":
    sys.exit(main())
