"""The door for gunicorn and the flask command."""

import sys

from api import create_app
from api.core.errors import CannotStart

try:
    app = create_app()
except CannotStart as error:
    # gunicorn takes 3 for "starting again will not help" and stops.
    print(f"Interlude does not start. {error}", file=sys.stderr)  # noqa: T201
    raise SystemExit(3) from None
