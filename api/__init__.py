"""Interlude's JSON API. `create_app` names every part; each package says what it is for."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from api import web
from api.accounts.commands import accounts as accounts_commands
from api.accounts.passkey_routes import own_passkeys, passkey_doors
from api.accounts.routes import accounts, doors, refreshing
from api.accounts.sign_ins import find_asker
from api.backups.commands import backup, restore
from api.core import auth, config, db, rest
from api.core.docs import docs
from api.core.headers import SecurityHeaders
from api.core.hosts import hosts_of
from api.core.logs import DiscreetFlask
from api.health import health
from api.holdings.routes import holdings
from api.practices.commands import catalogue
from api.practices.routes import practices
from api.push.routes import push, renewing, trying
from api.reminders.routes import acts, reminders
from api.reminders.tasks import worker
from api.vault.routes import vault

BLUEPRINTS = (
    *(doors, refreshing, accounts),
    *(passkey_doors, own_passkeys),
    *(vault, practices),
    *(push, trying, renewing),
    *(reminders, acts),
    holdings,
)
PAGES = (docs, health, web.web)
COMMANDS = (accounts_commands, catalogue, worker, backup, restore)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Raises CannotStart, with one sentence, when the settings or the catalogue are broken."""
    app = DiscreetFlask(__name__, static_folder=None)
    app.config.from_mapping(settings or config.from_env())
    config.refuse_debug_in_public(app.debug, app.config["ORIGIN"])
    hosts = hosts_of(app.config["ORIGIN"], app.config["HOST"])

    db.init_app(app)
    auth.init_app(app, find_asker)
    rest.init_app(app, BLUEPRINTS, hosts)

    for pages in PAGES:
        app.register_blueprint(pages)
    for command in COMMANDS:
        app.cli.add_command(command)

    shell = web.Shell(app.wsgi_app, app.config["DIST"], hosts.may_have_page)
    app.wsgi_app = SecurityHeaders(shell, app.config["ORIGIN"])  # type: ignore[method-assign]
    return app
