"""The two commands, as an operator gives them."""

from pathlib import Path

from flask.testing import FlaskCliRunner


def backed_up(run: FlaskCliRunner, folder: Path) -> Path:
    said = run.invoke(args=["backup", "--to", str(folder)])
    assert said.exit_code == 0, said.output
    return Path(said.output.splitlines()[0])


def restored(run: FlaskCliRunner, file: Path, *more: str) -> str:
    said = run.invoke(args=["restore", str(file), "--yes", *more])
    assert said.exit_code == 0, said.output
    return said.output
