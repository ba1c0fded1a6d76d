"""The application for whoever asks a thousand times a minute, on purpose."""

from api import create_app
from api.core.config import from_env

app = create_app({**from_env(), "BRAKE": False})
