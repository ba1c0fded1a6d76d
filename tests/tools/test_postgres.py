"""The private PostgreSQL of the tests: not root, not on the network, and gone afterwards."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from api.core.config import ROOT
from tools import postgres


@pytest.fixture(scope="module")
def cluster():
    with postgres.running() as cluster:
        yield cluster


def ask(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def test_it_takes_what_is_written(cluster):
    url = cluster.new_database("a")

    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE told (text TEXT)")
        connection.execute("INSERT INTO told VALUES ('Grüße')")

    assert ask(url, "SELECT text FROM told") == "Grüße"
    assert ask(cluster.new_database("b"), "SELECT to_regclass('told') IS NULL")


def test_it_listens_on_no_network_and_lets_nobody_else_in(cluster):
    assert ask(cluster.url(), "SHOW listen_addresses") == ""
    assert cluster.folder.stat().st_mode & 0o077 == 0


def test_it_is_not_root(cluster):
    server = int((cluster.folder / "data/postmaster.pid").read_text().split()[0])
    owner = subprocess.run(
        ["ps", "-o", "uid=", "-p", str(server)], capture_output=True, text=True, check=True
    )

    assert int(owner.stdout) != 0


def test_a_setting_that_is_given_counts(tmp_path):
    with postgres.running(fsync="on") as cluster:
        assert ask(cluster.url(), "SHOW fsync") == "on"


def is_gone(folder):
    deadline = time.monotonic() + 20
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not folder.exists()


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_does_not_outlive_a_test_run_that_was_killed():
    script = (
        "import time\n"
        "from tools import postgres\n"
        "with postgres.running() as cluster:\n"
        "    print(cluster.folder, flush=True)\n"
        "    time.sleep(60)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        folder = Path(holder.stdout.readline().strip())
        server = int((folder / "data/postmaster.pid").read_text().split()[0])
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.communicate()

    assert is_gone(folder)
    assert not is_running(server)


def test_one_that_cannot_be_set_up_says_why(monkeypatch, tmp_path):
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho it is broken >&2\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("POSTGRES_BIN", str(tmp_path))
    monkeypatch.setattr(postgres, "_as_whom", dict)  # the folder is for its owner alone

    with pytest.raises(RuntimeError, match="it is broken"), postgres.running():
        pass


def test_where_there_is_none_the_tests_fail_and_say_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("POSTGRES_BIN", str(tmp_path))

    with pytest.raises(RuntimeError, match=r"python -m tools\.postgres"), postgres.running():
        pass


def test_the_newest_is_taken(monkeypatch, tmp_path):
    for version in ("9.6", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        for name in ("initdb", "postgres"):
            (folder / name).touch()
    monkeypatch.setattr(postgres, "PLACES", (f"{tmp_path}/*/bin",))

    assert postgres.find() == tmp_path / "17/bin"
