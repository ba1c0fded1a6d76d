"""The way out where libcurl cannot be had: half as quick, made of parts that install anywhere."""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver

from api.push.transport import (
    IN_FLIGHT,
    SECONDS,
    Answer,
    MayConnect,
    Request,
    seconds_in,
)


class AioTransport:
    def __init__(
        self,
        may_connect: MayConnect,
        certificates: str,
        *,
        seconds: float = SECONDS,
        resolver: type[AbstractResolver] | None = None,
    ) -> None:
        self.may_connect = may_connect
        self.tls = ssl.create_default_context(cafile=certificates)
        self.timeout = aiohttp.ClientTimeout(total=seconds)
        self.resolver = resolver

    def exchange(
        self, requests: Iterable[tuple[Any, Request]], now: float
    ) -> Iterator[tuple[Any, Answer]]:
        """Begins with the first that is asked for, and hands over when the last is there.

        In a thread of its own: whoever asks may have an event loop already.
        """
        with ThreadPoolExecutor(1) as thread:
            yield from thread.submit(asyncio.run, self._exchange(requests, now)).result()

    async def _exchange(
        self, requests: Iterable[tuple[Any, Request]], now: float
    ) -> list[tuple[Any, Answer]]:
        turns = asyncio.Semaphore(IN_FLIGHT)
        connector = aiohttp.TCPConnector(
            ssl=self.tls,
            limit=IN_FLIGHT,
            socket_factory=self._open_socket,
            resolver=self.resolver() if self.resolver else None,
        )
        async with aiohttp.ClientSession(
            connector=connector, timeout=self.timeout, trust_env=False
        ) as session:

            async def post(key: Any, request: Request) -> tuple[Any, Answer]:
                async with turns:
                    return key, await self._post(session, request, now)

            return await asyncio.gather(*(post(*each) for each in requests))

    async def _post(self, session: aiohttp.ClientSession, request: Request, now: float) -> Answer:
        try:
            async with session.post(
                request.endpoint,
                data=request.body,
                headers=request.headers,
                allow_redirects=False,
            ) as found:
                return Answer(found.status, seconds_in(found.headers.get("Retry-After"), now))
        except TimeoutError:
            return Answer(None, failure="slow")
        except (aiohttp.ClientError, OSError, ValueError):
            return Answer(None, failure="unreachable")

    def _open_socket(self, info: Any) -> socket.socket:
        """Asked at each new connection, with the address a name really had."""
        family, kind, protocol, _, (host, port, *_) = info
        if not self.may_connect(host, port):
            raise OSError("This address is not of the open internet.")
        made = socket.socket(family, kind, protocol)
        made.settimeout(0)
        return made

    def close(self) -> None:
        """Nothing stays open between two exchanges."""
