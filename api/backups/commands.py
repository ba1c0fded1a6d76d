"""`flask backup` and `flask restore`."""

from datetime import timedelta
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from api.backups import service
from api.backups.errors import BadBackup
from api.backups.files import drop_old
from api.core import clock

KEPT_DAYS = 30
APART = "The secrets are not in it. Keep jwt_secret and vapid_private.pem apart from it."
Folder = click.Path(file_okay=False, path_type=Path)
File = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.option("--to", "folder", type=Folder, help="A folder; usually var/backups.")
@click.option(
    "--keep-days",
    type=click.IntRange(1, 3650),
    default=KEPT_DAYS,
    show_default=True,
    help="Older backups in that folder are taken away.",
)
@with_appcontext
def backup(folder: Path | None, keep_days: int) -> None:
    """Copy the database, also while the server runs, and read the copy back.

    What people wrote is sealed in it, as it is in the database. Names, devices and times of sign-in
    are not, so it is for the operator's eyes alone.
    """
    where = folder or usual_folder()
    now = clock.now()
    try:
        file, found = service.back_up(where, now)
    except BadBackup as error:
        raise click.ClickException(str(error)) from None
    gone = drop_old(where, now, timedelta(days=keep_days))
    click.echo(f"{file}\nRead back and whole: {found}. {APART}")
    if gone:
        click.echo(f"Older than {keep_days} days, and gone: {len(gone)}")


@click.command("restore")
@click.argument("file", type=File)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--without-copy", is_flag=True, help="Do not copy first what is there now.")
@with_appcontext
def restore(file: Path, *, yes: bool, without_copy: bool) -> None:
    """Put a backup in the place of all that is there now.

    What is there now is copied first. Phones notice at their next sync, compare what they hold, and
    bring back what the backup does not know. Accounts made since the backup are gone.
    """
    try:
        found = service.look_at(file)
        click.echo(f"{file} is whole: {found}.")
        if not yes:
            click.confirm("Put it in the place of all that is there now?", abort=True)
        if not without_copy:
            copy, _ = service.back_up(usual_folder(), clock.now(), "before-restore")
            click.echo(f"What was there until now: {copy}")
        service.put_back(file)
    except BadBackup as error:
        raise click.ClickException(str(error)) from None
    click.echo("It is restored. Phones start over by themselves and bring what is missing.")


def usual_folder() -> Path:
    var: Path = current_app.config["VAR"]
    return var / "backups"
