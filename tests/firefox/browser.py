"""A Firefox that is driven by WebDriver BiDi, and that takes push from this machine."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tools import firefox

LISTENING = re.compile(rb"WebDriver BiDi listening on (ws://[\d.]+:\d+)")
PATIENCE = 60


class Firefox:
    def __init__(self, line: ClientConnection) -> None:
        self.line, self.number = line, 0
        self.ask("session.new", capabilities={})
        tree = self.ask("browsingContext.getTree")
        self.context = tree["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self.line.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.line.recv(PATIENCE))
            if answer.get("id") == self.number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def goto(self, url: str) -> None:
        self.ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def run(self, script: str, *given: Any) -> Any:
        """What an async function of the page answers, through JSON."""
        said = ", ".join(map(json.dumps, given))
        found = self.ask(
            "script.evaluate",
            expression=f"({script})({said}).then(JSON.stringify)",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert found["type"] == "success", found
        return json.loads(found["result"].get("value") or "null")


@contextmanager
def running(profile: Path, push: str) -> Iterator[Firefox]:
    profile.mkdir()
    write_preferences(profile, push)
    program = firefox.find()
    assert program, "There is no Firefox here. Run: python -m tools.firefox"
    log = profile / "firefox.log"
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0", "about:blank"],
            env={**os.environ, "HOME": str(profile), "MOZ_DISABLE_CONTENT_SANDBOX": "1"},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        with connect(f"{address_in(log, process)}/session") as line:
            yield Firefox(line)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def address_in(log: Path, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + PATIENCE
    while not (found := LISTENING.search(log.read_bytes())):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)
    return found[1].decode()


def write_preferences(profile: Path, push: str) -> None:
    """Push from this machine, notifications allowed, and nothing asked of the internet."""
    preferences = {
        "remote.prefs.recommended": False,
        "dom.push.enabled": True,
        "dom.push.connection.enabled": True,
        "dom.push.serverURL": push,
        "dom.push.testing.allowInsecureServerURL": True,
        "dom.push.testing.ignorePermission": True,
        "dom.webnotifications.requireuserinteraction": False,
        "permissions.default.desktop-notification": 1,
        "network.manage-offline-status": False,
        "alerts.useSystemBackend": False,  # a test machine has no desktop to show them on
        "app.update.enabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "browser.startup.homepage_override.mstone": "ignore",
        "datareporting.policy.dataSubmissionEnabled": False,
        "extensions.systemAddon.update.enabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "services.settings.server": "data:,",
        "toolkit.telemetry.enabled": False,
    }
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});"
        for name, value in preferences.items()
    ]
    profile.joinpath("user.js").write_text("\n".join(lines) + "\n")
