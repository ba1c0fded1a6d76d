"""The quick way out: libcurl, many requests on one connection of HTTP/2."""

import os
import socket
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pycurl

from api.push.transport import (
    IN_FLIGHT,
    MOST_ANSWERED,
    SECONDS,
    Answer,
    MayConnect,
    Request,
)

if not pycurl.version_info()[4] & pycurl.VERSION_HTTP2:
    raise ImportError("This libcurl has no HTTP/2.")

CONNECTIONS_A_HOST = 4
WAIT_SECONDS = 0.5
# New ones are sealed and begun many at a time: turn by turn, each would find the other's code and
# data gone from the processor's cache.
FEW = IN_FLIGHT * 3 // 4


class CurlTransport:
    """Not for two threads at once."""

    def __init__(
        self,
        may_connect: MayConnect,
        certificates: str,
        *,
        seconds: float = SECONDS,
        resolve: tuple[str, ...] = (),
    ) -> None:
        """`resolve` tells where names lie, as libcurl's RESOLVE does."""
        self.may_connect = may_connect
        self.certificates, self.seconds, self.resolve = certificates, seconds, list(resolve)
        self.multi = pycurl.CurlMulti()
        self.multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self.multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, CONNECTIONS_A_HOST)
        self.multi.setopt(pycurl.M_MAX_CONCURRENT_STREAMS, IN_FLIGHT)
        self.idle: list[_Exchange] = []

    def exchange(
        self, requests: Iterable[tuple[Any, Request]], now: float
    ) -> Iterator[tuple[Any, Answer]]:
        waiting = iter(requests)
        busy: dict[pycurl.Curl, _Exchange] = {}
        try:
            while True:
                if len(busy) <= FEW:
                    for key, request in islice(waiting, IN_FLIGHT - len(busy)):
                        begun = self._begin(key, request)
                        busy[begun.curl] = begun
                if not busy:
                    return
                for curl, error in self._done():
                    ended = busy.pop(curl)
                    self.multi.remove_handle(curl)
                    self.idle.append(ended)
                    yield ended.key, ended.answer(error)
        finally:
            for left in busy:
                self.multi.remove_handle(left)

    def _begin(self, key: Any, request: Request) -> "_Exchange":
        exchange = self.idle.pop() if self.idle else _Exchange(self)
        exchange.begin(key, request)
        self.multi.add_handle(exchange.curl)
        return exchange

    def _done(self) -> list[tuple[pycurl.Curl, int]]:
        """Handles that came to an end since, with libcurl's number of what went wrong, or 0."""
        self.multi.perform()
        queued, fine, failed = self.multi.info_read()
        found = [(curl, 0) for curl in fine] + [(curl, error) for curl, error, _ in failed]
        if not found and not queued:
            self.multi.select(WAIT_SECONDS)
        return found

    def close(self) -> None:
        for exchange in self.idle:
            exchange.curl.close()
        self.idle.clear()
        self.multi.close()

    def open_socket(self, _purpose: int, target: Any) -> "_Lent | int":
        """Asked at each new connection, with the address a name really had."""
        family, kind, protocol, (host, port, *_) = target
        if not self.may_connect(host, port):
            return int(pycurl.SOCKET_BAD)
        return _Lent(socket.socket(family, kind, protocol).detach())


class _Lent:
    """A socket of which libcurl's binding makes a copy: ours is closed as soon as it has."""

    def __init__(self, number: int) -> None:
        self.number = number

    def fileno(self) -> int:
        return self.number

    def __del__(self) -> None:
        os.close(self.number)


class _Exchange:
    """One handle of libcurl, used for one request after the other."""

    def __init__(self, transport: CurlTransport) -> None:
        self.key: Any = None
        self.answered = 0
        self.curl = curl = pycurl.Curl()
        curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS)
        curl.setopt(pycurl.PIPEWAIT, 1)
        curl.setopt(pycurl.POST, 1)
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        curl.setopt(pycurl.PROXY, "")
        curl.setopt(pycurl.NOPROXY, "*")
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.TIMEOUT_MS, int(transport.seconds * 1000))
        curl.setopt(pycurl.CAINFO, transport.certificates)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, transport.open_socket)
        curl.setopt(pycurl.WRITEFUNCTION, self._read_body)
        if transport.resolve:
            curl.setopt(pycurl.RESOLVE, transport.resolve)

    def begin(self, key: Any, request: Request) -> None:
        self.key, self.answered = key, 0
        curl = self.curl
        curl.setopt(pycurl.URL, request.endpoint)
        curl.setopt(
            pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in request.headers.items()]
        )
        curl.setopt(pycurl.POSTFIELDS, request.body)

    def answer(self, error: int) -> Answer:
        status: int = self.curl.getinfo(pycurl.RESPONSE_CODE)
        if status and error in {0, pycurl.E_WRITE_ERROR}:
            # Read by libcurl itself: a function of ours would be called for each line of a header.
            waits = self.curl.getinfo(pycurl.RETRY_AFTER) if status >= 400 else None
            return Answer(status, waits or None)
        return Answer(
            None, failure="slow" if error == pycurl.E_OPERATION_TIMEDOUT else "unreachable"
        )

    def _read_body(self, part: bytes) -> int:
        self.answered += len(part)
        return len(part) if self.answered <= MOST_ANSWERED else 0
