"""What the build asks of the catalogue."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from api.practices import service

catalogue = AppGroup("catalogue", help="The catalogue of practices.")


@catalogue.command("write")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def write(folder: Path) -> None:
    """Write the catalogue as the API answers it, one file a language."""
    for path in service.write_catalogues(current_app.config["CATALOGUE"], folder):
        click.echo(f"Wrote {path.name}.")
