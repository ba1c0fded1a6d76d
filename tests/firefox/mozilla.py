"""Mozilla's push service on this machine: its WebSocket protocol, behind our strict door."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from tests.push.service import Browser, PushService, Received, b64


@dataclass
class Far(Browser):
    """A browser of its own: what is sealed for it, it alone can open."""

    channel: str = ""

    def open(self, body: bytes) -> bytes:
        return b""


class Mozilla(PushService):
    """`said` are the messages of the browser, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[dict[str, Any]] = []
        self.line: ServerConnection | None = None

    def talk(self, line: ServerConnection) -> None:
        self.line = line
        with suppress(ConnectionClosed):  # a browser is ended without a goodbye
            for text in line:
                message = json.loads(text)
                self.said.append(message)
                answer = self.reply(message)
                if answer is not None:
                    line.send(json.dumps(answer))

    def reply(self, message: dict[str, Any]) -> dict[str, Any] | None:
        kind = message.get("messageType")
        if kind == "hello":
            return {**HELLO, "uaid": uuid4().hex}
        if kind == "register":
            channel = message["channelID"]
            browser = Far(
                f"/push/{b64(uuid4().bytes)}", message["key"].rstrip("="), channel=channel
            )
            self.browsers[browser.path] = browser
            known = {"messageType": kind, "channelID": channel, "status": 200}
            return known | {"pushEndpoint": self.endpoint(browser)}
        if kind == "unregister":
            return {"messageType": kind, "channelID": message["channelID"], "status": 200}
        return {} if not message else None

    def taken(self, browser: Browser, received: Received) -> None:
        assert isinstance(browser, Far)
        assert self.line
        self.line.send(
            json.dumps(
                {
                    "messageType": "notification",
                    "channelID": browser.channel,
                    "version": uuid4().hex,
                    "data": b64(received.body),
                    "headers": {"encoding": "aes128gcm"},
                }
            )
        )

    def heard(self, kind: str) -> list[dict[str, Any]]:
        return [each for each in self.said if each.get("messageType") == kind]


HELLO = {"messageType": "hello", "status": 200, "use_webpush": True, "broadcasts": {}}


@contextmanager
def running() -> Iterator[tuple[Mozilla, str]]:
    """The service, and where a browser finds it."""
    service = Mozilla()
    door = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.02})
    door.start()
    with serve(service.talk, "127.0.0.1", 0) as lines:
        thread = threading.Thread(target=lines.serve_forever)
        thread.start()
        try:
            yield service, f"ws://127.0.0.1:{lines.socket.getsockname()[1]}/"
        finally:
            lines.shutdown()
            thread.join()
            service.server.shutdown()
            service.server.server_close()
            door.join()
