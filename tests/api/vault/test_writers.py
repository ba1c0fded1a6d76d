"""Phones of one person that write at the same time, and one that reads along: nothing is missed."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
import sqlalchemy as sa

from api.accounts.models import Account
from api.core.db import db
from api.core.engines import WRITING
from tests.api.accounts.people import sign_up
from tests.api.vault.phones import edit, everything, next_edit, synced

WRITERS = 6
BATCHES = 10
BATCH = 4


@pytest.fixture
def phones(app):
    """One phone for each writer, and one that reads along."""
    ana, first = sign_up(app)
    return [first, *(ana.phone(app) for _ in range(WRITERS))]


@pytest.fixture
def lingering(app):
    """Commits take their time, so that they overlap wherever they can."""

    def linger(_connection):
        time.sleep(random.random() * 0.004)  # noqa: S311  no secret

    db.session.remove()
    sa.event.listen(db.engine, "commit", linger)
    yield
    sa.event.remove(db.engine, "commit", linger)


class Puller(threading.Thread):
    """Reads along until it is told that everything was written, then to the end."""

    def __init__(self, phone):
        super().__init__()
        self.phone, self.is_over = phone, threading.Event()
        self.cursor, self.seen, self.failure = 0, [], None

    def run(self):
        try:
            while not self.is_over.is_set():
                self.pull()
            while self.pull():
                pass
        except BaseException as failure:  # noqa: BLE001  told by the test
            self.failure = failure

    def pull(self):
        page = synced(self.phone, cursor=self.cursor, limit=7)
        self.seen += page["changes"]
        self.cursor = page["cursor"]
        return page["more"]


def at_once(work, phones):
    with ThreadPoolExecutor(len(phones)) as pool:
        return [each.result(60) for each in [pool.submit(work, phone) for phone in phones]]


def test_what_was_acknowledged_is_stored_and_was_seen(phones, lingering):
    reader, *writers = phones

    def write(phone):
        taken = []
        for _ in range(BATCHES):
            taken += synced(phone, *[edit() for _ in range(BATCH)], limit=1)["results"]
        return taken

    puller = Puller(reader)
    puller.start()
    try:
        acknowledged = [result for taken in at_once(write, writers) for result in taken]
    finally:
        puller.is_over.set()
        puller.join(60)

    assert puller.failure is None
    assert all(result["status"] == "ok" for result in acknowledged)
    seqs = {result["seq"]: result["id"] for result in acknowledged}
    assert sorted(seqs) == list(range(1, WRITERS * BATCHES * BATCH + 1))  # dense, none twice
    assert [change["seq"] for change in puller.seen] == sorted(seqs)  # in order, none jumped over
    assert {change["seq"]: change["id"] for change in puller.seen} == seqs
    stored = everything(reader)
    assert {change["seq"]: change["id"] for change in stored.values()} == seqs


def test_no_edit_of_one_record_is_lost(phones, lingering):
    """Each writer adds five versions to the same record, settling conflicts as a phone does."""
    reader, *writers = phones
    first = edit()
    synced(reader, first)

    def write(phone):
        known, taken, conflicts = first, 0, 0
        while taken < 5:
            mine = next_edit(known)
            (result,) = synced(phone, mine, limit=1)["results"]
            if result["status"] == "ok":
                known, taken = mine, taken + 1
            else:
                assert result["current"]["version"] > known["version"]
                known, conflicts = result["current"], conflicts + 1
        return conflicts

    conflicts = sum(at_once(write, writers))

    (record,) = everything(reader).values()
    assert record["version"] == 1 + 5 * WRITERS
    assert synced(reader)["cursor"] == 1 + 5 * WRITERS
    assert conflicts > 0


def test_one_op_that_is_sent_many_times_at_once_is_taken_once(phones, lingering):
    reader, *writers = phones
    op = edit()

    results = at_once(lambda phone: synced(phone, op)["results"][0], writers)

    assert [result["seq"] for result in results] == [1] * WRITERS
    assert synced(reader)["cursor"] == 1


def test_the_very_first_push_of_many_phones_makes_one_head(phones, lingering):
    _reader, *writers = phones

    results = at_once(lambda phone: synced(phone, edit())["results"][0], writers)

    assert sorted(result["seq"] for result in results) == list(range(1, WRITERS + 1))


def test_no_edit_slips_in_under_a_key_that_is_just_being_replaced(app, phones):
    """Whoever turns the ring has written it and not yet committed when the edit arrives."""
    phone = phones[0]
    with db.engine.connect().execution_options(**{WRITING: True}) as turning:
        turning.execute(sa.update(Account).values(epoch=2))
        with ThreadPoolExecutor(1) as pool:
            brought = pool.submit(lambda: synced(phone, edit())["results"][0])
            wait([brought], timeout=0.3)
            turning.commit()

    assert brought.result(20)["code"] == "old_epoch"
