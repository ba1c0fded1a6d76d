"""A phone that asks a real server over a real line, and gives up as phones do."""

import http.client
import json
import urllib.error
import urllib.request
from collections import Counter
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from uuid import uuid4

from tests.api.accounts.people import ACCOUNTS, Person
from tests.api.vault.phones import SYNC, asking

GIVES_UP_SECONDS = 2
#: All that a line or a dying server does to an answer.
UNHEARD = (OSError, http.client.HTTPException, ValueError)
#: As browsers do: the machine itself is as safe as https.
SAFE_HERE = DefaultCookiePolicy(secure_protocols=("http",))


class NetPhone:
    """`origin` is where it asks; `host` is the name it asks for, which a proxy does not change."""

    def __init__(self, origin: str, host: str) -> None:
        self.origin, self.host = origin, host
        self.jar = CookieJar(SAFE_HERE)
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )
        self.device = {"id": str(uuid4()), "sealed_name": None}

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        """The status and what was parsed. Raises one of UNHEARD when there was no whole answer."""
        return self._ask("POST", path, body)

    def put(self, path: str, body: Any) -> tuple[int, Any]:
        return self._ask("PUT", path, body)

    def _ask(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        proof = next(
            (cookie.value for cookie in self.jar if cookie.name == "csrf_access_token"), ""
        )
        headers = {"Content-Type": "application/json", "X-CSRF-TOKEN": proof or ""}
        asked = urllib.request.Request(
            f"{self.origin}{path}",
            json.dumps(body).encode(),
            headers | {"Host": self.host},
            method=method,
        )
        try:
            with self.opener.open(asked, timeout=GIVES_UP_SECONDS) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def sync(self, asked: Any) -> Any | None:
        """The answer when it is whole and a yes; else None, whatever it was."""
        return self.heard(asked, Counter())

    def heard(self, asked: Any, refusals: Counter[str]) -> Any | None:
        """The same, with a count of what was said instead."""
        try:
            status, told = self.post(SYNC, asked)
        except UNHEARD as error:
            refusals[type(error).__name__] += 1
            return None
        if status < 500 and status != 200:
            raise AssertionError(f"A sound call was refused: {status} {told}")
        if status != 200:
            refusals[f"{status} {told['code']}"] += 1
        return told if status == 200 else None

    def sign_up(self, name: str) -> None:
        body = Person(name).sign_up_body(self)  # type: ignore[arg-type]  # its device is all that is asked
        status, told = self.post(ACCOUNTS, body)
        assert status == 201, told

    def everything(self) -> tuple[dict[str, Any], int]:
        """All rows by record, and the last number that was given out."""
        rows: dict[str, Any] = {}
        page: Any = {"cursor": 0, "more": True}
        more: dict[str, Any] = {}
        while page["more"]:
            page = self.sync(asking(cursor=page["cursor"], **more))
            assert page is not None, "The server does not answer."
            more = {"floor": page["floor"]}
            rows |= {change["id"]: change for change in page["changes"]}
        return rows, page["cursor"]
