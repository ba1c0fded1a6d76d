"""The front of a web process: a request goes to one of its few threads once it is there whole.

gunicorn's own worker reads in those threads. Whoever sends slowly, or connects and says nothing, as
browsers do ahead of time, keeps a thread from everybody else: eight such connections stop a server
of two workers. Here they wait in the selector, which costs next to nothing.
"""

import re
import socket
import struct
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from api.core import body

CHUNK = 1 << 16
MOST_HEAD = 1 << 14
#: The application takes no more; it is asked at once, and says so.
MOST_BODY = body.MOST_BYTES
#: From the first byte, or from none, to the last.
PATIENCE_SECONDS = 15
#: Whoever reads nothing of an answer for so long is let go: seconds and microseconds. A phone in
#: a tunnel comes out of it sooner.
STALLED = struct.pack("ll", 60, 0)
END, LAST_CHUNK = b"\r\n\r\n", b"0\r\n\r\n"
LENGTH = re.compile(rb"\ncontent-length:[ \t]*(\d{1,9})[ \t]*(?:\r|$)")
CHUNKED = re.compile(rb"\ntransfer-encoding:[^\r]*chunked")
EXPECTS = re.compile(rb"\nexpect:[ \t]*100-continue")
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
#: So long a connection that was closed here may still send what nobody will read: closed at once
#: on both sides, it would be reset, and the end of the answer lost.
LEAVES_SECONDS = 2


class Conn(TConn):
    """`heard` is what has come of a request that is not whole yet."""

    def __init__(self, leave: Callable[[socket.socket], None], *given: Any) -> None:
        super().__init__(*given)
        self.leave = leave
        self.begin()

    def begin(self) -> None:
        self.heard, self.told_to_go_on = bytearray(), False
        self.timeout = time.monotonic() + PATIENCE_SECONDS

    def close(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002  the library's
        if graceful:
            self.leave(self.sock)
        else:
            super().close()


class WholeRequests(ThreadWorker):
    """The methods it overrides are those of gunicorn 27. All but `handle` run in the one loop that
    everybody waits for: nothing here may wait, and no connection's error may reach it.
    """

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.leaving: deque[tuple[float, socket.socket]] = deque()

    def accept(self, listener: socket.socket) -> None:
        with suppress(OSError):  # gone again, or too many for now
            client, address = listener.accept()
            for side in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                client.setsockopt(socket.SOL_SOCKET, side, STALLED)
            self.nr_conns += 1
            self._wait_for(Conn(self._leave, self.cfg, client, address, listener.getsockname()))

    def _wait_for(self, conn: Conn) -> None:
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, readable)

    def on_client_socket_readable(self, conn: Conn, client: socket.socket) -> None:
        """The next request on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        conn.begin()
        self._wait_for(conn)
        self.on_pending_socket_readable(conn, client)

    def on_pending_socket_readable(self, conn: Conn, client: socket.socket) -> None:
        try:
            part = client.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        conn.heard += part
        if part and not is_whole(conn.heard):
            self._encourage(conn, client)
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if part:
            conn.data_ready = True
            self.enqueue_req(conn)
        else:
            self.nr_conns -= 1
            conn.close()

    def _encourage(self, conn: Conn, client: socket.socket) -> None:
        """Some send a body only when they were told that it is welcome."""
        if not conn.told_to_go_on and expects_word(conn.heard):
            conn.told_to_go_on = True
            with suppress(OSError):
                client.send(GO_ON)

    def handle(self, conn: Conn) -> Any:
        """In a thread. What was heard is given to the parser before it asks the connection."""
        heard, conn.heard = bytes(conn.heard), bytearray()
        conn.sock.setblocking(True)  # noqa: FBT003  the library's
        conn.init()
        if heard:
            conn.parser.unreader.unread(heard)
        return super().handle(conn)

    def _leave(self, client: socket.socket) -> None:
        """gunicorn's own waits here for the other side, two seconds at most, and with it all do."""
        try:
            client.shutdown(socket.SHUT_WR)
            client.setblocking(False)  # noqa: FBT003  the library's
            self.poller.register(client, EVENT_READ, self._drain)
        except (OSError, ValueError, KeyError):
            client.close()
        else:
            self.leaving.append((time.monotonic() + LEAVES_SECONDS, client))

    def _drain(self, client: socket.socket) -> None:
        try:
            is_over = not client.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            is_over = True
        if is_over:
            self._let_go(client)

    def _let_go(self, client: socket.socket) -> None:
        with suppress(OSError, ValueError, KeyError):
            self.poller.unregister(client)
        client.close()

    def murder_pending(self) -> None:
        super().murder_pending()
        while self.leaving and self.leaving[0][0] <= time.monotonic():
            self._let_go(self.leaving.popleft()[1])

    def _cap_keepalive(self, deadline: float) -> None:
        """A stopping worker does not wait for those who say nothing, either."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)


def is_whole(heard: bytes | bytearray) -> bool:
    """Whether a request is there to its end, or so far that it will be refused anyway."""
    head, end, rest = heard.partition(END)
    if not end:
        return len(heard) > MOST_HEAD
    fields = b"\n" + head.lower()
    if CHUNKED.search(fields):
        return rest.endswith(LAST_CHUNK) or len(rest) > MOST_BODY
    length = LENGTH.search(fields)
    return length is None or int(length[1]) > MOST_BODY or len(rest) >= int(length[1])


def expects_word(heard: bytes | bytearray) -> bool:
    head, end, _ = heard.partition(END)
    return bool(end) and EXPECTS.search(head.lower()) is not None
