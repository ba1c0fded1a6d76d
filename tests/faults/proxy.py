"""A bad line between phones and the server: slow, cut, deaf, or gone, by chance.

Stands in the same place while the server comes and goes. A call without luck is treated in one of
six ways, each of which a phone must take for: I do not know whether it arrived.
"""

import asyncio
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

SLOW_SECONDS = 0.2
#: Longer than any phone waits.
BLACK_HOLE_SECONDS = 30
CHUNK = 1 << 16
#: A connection that is closed so is reset: what was not read yet is thrown away on both sides.
AT_ONCE = struct.pack("ii", 1, 0)

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Proxy:
    """`port` is where phones ask. `did` counts what was done to their calls."""

    def __init__(self, target: int, unlucky: float, seed: int) -> None:
        self.target, self.unlucky = target, unlucky
        self.chance = random.Random(seed)  # noqa: S311  nothing secret about it
        self.did: Counter[str] = Counter()
        self.port = 0
        self.faults: list[Callable[[Ends], Coroutine[Any, Any, None]]] = [
            self._delayed,
            self._request_cut,
            self._answer_lost,
            self._answer_cut,
            self._reset,
            self._black_hole,
        ]

    async def serve(self, up: threading.Event) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._call, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        up.set()
        await self.over.wait()
        server.close()

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)

    async def _call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        how = self._passed
        if self.chance.random() < self.unlucky:
            how = self.chance.choice(self.faults)  # type: ignore[assignment]  # another method
        self.did[how.__name__.lstrip("_")] += 1
        with suppress(OSError, asyncio.IncompleteReadError):
            await how((reader, writer))
        writer.close()

    async def _passed(self, phone: Ends) -> None:
        phone[1].write(await self._asked(await whole(phone[0])))
        await phone[1].drain()

    async def _delayed(self, phone: Ends) -> None:
        await asyncio.sleep(SLOW_SECONDS)
        await self._passed(phone)

    async def _request_cut(self, phone: Ends) -> None:
        """The server hears half of it."""
        request = await whole(phone[0])
        _, server = await asyncio.open_connection("127.0.0.1", self.target)
        server.write(request[: len(request) // 2])
        await server.drain()
        server.close()

    async def _answer_lost(self, phone: Ends) -> None:
        """Done, and the phone is not told."""
        await self._asked(await whole(phone[0]))

    async def _answer_cut(self, phone: Ends) -> None:
        """A status of 200, and a part of the body that belongs to it."""
        answer = await self._asked(await whole(phone[0]))
        head = answer.find(b"\r\n\r\n") + 4
        if len(answer) <= head:  # the server died of its own
            return
        phone[1].write(answer[: self.chance.randint(head, len(answer) - 1)])
        await phone[1].drain()

    async def _reset(self, phone: Ends) -> None:
        await self._asked(await whole(phone[0]))
        line: socket.socket = phone[1].get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)

    async def _black_hole(self, phone: Ends) -> None:
        """Taken, and never answered; half of them reach the server all the same."""
        request = await whole(phone[0])
        if self.chance.random() < 0.5:
            await self._asked(request)
        await asyncio.wait_for(phone[0].read(), BLACK_HOLE_SECONDS)

    async def _asked(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        writer.write(request)
        await writer.drain()
        answer = await reader.read()
        writer.close()
        return answer


async def whole(reader: asyncio.StreamReader) -> bytes:
    """One request. Phones here ask once a connection and say how long the body is."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = [line.split(b":", 1) for line in head.lower().split(b"\r\n") if b":" in line]
    length = next((int(value) for name, value in fields if name == b"content-length"), 0)
    return head + await reader.readexactly(length)


@contextmanager
def between(target: int, unlucky: float, seed: int) -> Iterator[Proxy]:
    proxy, up = Proxy(target, unlucky, seed), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(proxy.serve(up)))
    thread.start()
    up.wait()
    try:
        yield proxy
    finally:
        proxy.end()
        thread.join()
