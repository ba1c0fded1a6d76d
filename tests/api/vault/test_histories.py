"""A restored backup begins a new history; phones learn how far the old one surely still holds."""

from tests.api.vault.phones import an_id, edit, next_edit, sync, synced
from tests.api.vault.phones import renew_histories as restore


def told(phone, history, *ops):
    """What a phone that names a history of before is told."""
    answer = sync(phone, *ops, history=history)
    assert (answer.status_code, answer.json["code"]) == (409, "history_changed")
    return answer.json["history"], answer.json["since"]


def test_a_restored_server_has_another_history(phone, stranger):
    before = [synced(each, edit())["history"] for each in (phone, stranger)]

    restore()

    after = [synced(each)["history"] for each in (phone, stranger)]
    assert len({*before, *after}) == 4
    assert phone.me().json["history"] == after[0]
    assert told(phone, before[0])[0] == after[0]


def test_a_phone_is_told_how_far_what_it_had_surely_holds(phone):
    history = synced(phone, edit(), edit())["history"]

    restore()
    synced(phone, edit())

    assert told(phone, history)[1] == 2


def test_also_after_several_restores(phone):
    first = synced(phone, edit(), edit(), edit())["history"]
    restore()
    second = synced(phone, edit())["history"]
    restore()
    synced(phone, edit())

    assert told(phone, first)[1] == 3
    assert told(phone, second)[1] == 4


def test_nobody_knows_how_far_a_history_holds_that_was_never_here(phone, stranger):
    theirs = synced(stranger, edit())["history"]
    synced(phone, edit())
    restore()

    assert told(phone, an_id())[1] == 0
    assert told(phone, theirs)[1] == 0


def test_an_account_without_records_gets_another_history_too(phone):
    history = synced(phone)["history"]

    restore()

    assert told(phone, history)[1] == 0


def test_whoever_names_a_history_of_before_brings_nothing(phone):
    history = synced(phone)["history"]
    restore()
    op = edit()

    told(phone, history, op)

    assert synced(phone)["changes"] == []
    assert synced(phone, op)["results"][0]["status"] == "ok"


def test_a_phone_may_push_back_what_a_restored_server_forgot(phone):
    """The backup is older: it knows neither the newest edit nor a record made since."""
    old = edit()
    synced(phone, old)
    newer, since = next_edit(old), edit(version=3, base=2)

    restore()

    results = synced(phone, newer, since)["results"]
    assert [found["status"] for found in results] == ["ok", "ok"]


def test_nothing_is_restored_where_there_is_nobody(app):
    restore()
