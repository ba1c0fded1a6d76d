"""Signed-in requests: the cookies a server gave, and the token that proves a page can read them."""

from collections.abc import Sequence
from http.cookies import SimpleCookie

CSRF = "csrf_access_token"


def proof(headers: Sequence[tuple[str, str]], path: str) -> dict[str, str]:
    """What a browser adds to a request for `path` after an answer with these headers."""
    jar = SimpleCookie()
    for name, value in headers:
        if name.lower() == "set-cookie":
            jar.load(value)
    sent = [each for each in jar.values() if path.startswith(each["path"])]
    cookies = "; ".join(f"{each.key}={each.value}" for each in sent)
    return {"Cookie": cookies, "X-CSRF-TOKEN": jar[CSRF].value}


def request(port: int, path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """One whole request, as a kept connection sends it."""
    fields = {
        "Host": f"127.0.0.1:{port}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
