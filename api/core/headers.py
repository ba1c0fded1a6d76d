"""The headers that every response carries, whoever made it: page, worker script, API or error."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAY_LOAD = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "sw svelte-trusted-html",
}
CSP = "; ".join(f"{directive} {sources}" for directive, sources in MAY_LOAD.items())

UNUSED_POWERS = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

ALWAYS = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [f"{power}=()" for power in UNUSED_POWERS] + ["screen-wake-lock=(self)"]
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Not for subdomains: those may be somebody else's, and not on https.
ONLY_HTTPS = {"Strict-Transport-Security": "max-age=63072000"}


class SecurityHeaders:
    """Wraps a WSGI application. Outermost, so that no answer can leave without."""

    def __init__(self, application: "WSGIApplication", origin: str) -> None:
        self.application = application
        self.headers = ALWAYS | (ONLY_HTTPS if origin.startswith("https:") else {})
        self.names = {name.lower() for name in self.headers}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[..., object]:
            others = [(name, value) for name, value in headers if name.lower() not in self.names]
            return start_response(status, [*others, *self.headers.items()], *rest)

        return self.application(environ, start)
