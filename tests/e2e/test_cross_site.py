"""A page of somebody else's, open in the same browser, can change nothing and read nothing."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Request, Response

from tests.e2e.accounts import come_into_step, fresh_phone, make_account
from tests.e2e.phone import go
from tests.e2e.server import Server

ANY_ID = "00000000-0000-4000-8000-000000000000"
#: Another site, and another port of the same one: a browser sends that our strictest cookies too.
ELSEWHERE = ("localhost", "127.0.0.1")
TYPES = ("text/plain", "application/x-www-form-urlencoded", "application/json")
LOOK = """async () => Object.fromEntries(await Promise.all(
  ['/api/accounts/me', '/api/accounts/devices', '/api/reminders'].map(async (path) => {
    const answer = await fetch(path);
    return [path, [answer.status, await answer.text()]];
  })))"""
FETCH = """async ([method, url, type, body]) => {
  const mode = type === 'application/json' || method !== 'POST' ? 'cors' : 'no-cors';
  try {
    const answer = await fetch(url, { method, mode, credentials: 'include', body,
      headers: { 'Content-Type': type } });
    return [answer.type, (await answer.text()).length];
  } catch { return ['refused', 0]; }
}"""
FORM = """([url, type, body]) => {
  const form = Object.assign(document.createElement('form'),
    { action: url, method: 'post', enctype: type });
  const field = Object.assign(document.createElement('input'), { name: body, value: '' });
  form.append(field);
  document.body.append(form);
  form.submit();
}"""


class Nothing(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title>")

    def log_message(self, *_) -> None:
        """Silent."""


@contextmanager
def somewhere_else(host: str) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Nothing)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def doors(page: Page) -> list[tuple[str, str]]:
    """Every method and path that could change something, as the contract names them."""
    paths = page.evaluate("async () => (await (await fetch('/api/openapi.json')).json()).paths")
    return [
        (method.upper(), path.replace("{device_id}", ANY_ID).replace("{id}", ANY_ID))
        for path, methods in paths.items()
        for method in methods
        if method in {"post", "put", "patch", "delete"}
    ]


class Heard:
    """What the server said to the pages of others."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin, self.said = origin, []
        context.on("response", self._hear)

    def _hear(self, answer: Response) -> None:
        request: Request = answer.request
        if request.url.startswith(self.origin) and request.method != "GET":
            origin = answer.header_value("access-control-allow-origin")
            self.said.append((request.method, request.url, answer.status, origin))


@pytest.mark.parametrize("host", ELSEWHERE)
def test_no_page_from_elsewhere_changes_or_reads_anything(
    playwright: Playwright, profile, shared_server: Server, host: str
):
    origin = shared_server.origin
    with fresh_phone(playwright, profile, origin) as opened, somewhere_else(host) as theirs:
        page = opened.page
        make_account(page, origin, f"somebody {host}")
        come_into_step(page, origin)
        before, found = page.evaluate(LOOK), doors(page)
        assert {status for status, _ in before.values()} == {200}
        assert len(found) > 10

        page.goto(theirs)
        heard = Heard(opened.context, origin)
        for method, path in found:
            for kind in TYPES:
                body = json.dumps({"name": "them", "auth": "A" * 43})
                answer = page.evaluate(FETCH, [method, origin + path, kind, body])
                assert answer in [["refused", 0], ["opaque", 0]], (method, path, kind)
        for path in [path for method, path in found if method == "POST"]:
            for kind in TYPES[:2]:
                page.goto(theirs)
                with page.expect_navigation():
                    page.evaluate(FORM, [origin + path, kind, '{"name":"them","x":"'])

        assert len(heard.said) > len(found)
        assert [each for each in heard.said if each[2] < 400 or each[3]] == []
        go(page, f"{origin}/account")
        assert page.evaluate(LOOK) == before
