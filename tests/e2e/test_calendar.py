"""A calendar file: looked at first, brought in, once more, and none of its words anywhere."""

from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.accounts import heading
from tests.e2e.phone import Phone, ask, go
from tests.e2e.server import Server
from tests.e2e.steps import rows
from tests.e2e.test_sealed import files_with

CANARY = "Zebulon Quince"


def calendar(*starts: str, name: str = CANARY) -> bytes:
    """Tomorrow, at these hours, each with words that must not be kept."""
    events = [
        line
        for number, start in enumerate(starts)
        for line in (
            "BEGIN:VEVENT",
            f"UID:{number}-{CANARY.replace(' ', '-')}@example.invalid",
            f"DTSTART:{start}",
            "DURATION:PT50M",
            f"SUMMARY:{CANARY} intake",
            f"ATTENDEE;CN={CANARY}:mailto:quince@example.invalid",
            "END:VEVENT",
        )
    ]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", f"X-WR-CALNAME:{name}"]
    return "\r\n".join([*head, *events, "END:VCALENDAR", ""]).encode()


def tomorrow(page: Page) -> str:
    said = ask(page, "new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)")
    return str(said).replace("-", "")


def pick(page: Page, content: bytes) -> None:
    file: FilePayload = {"name": "week.ics", "mimeType": "text/calendar", "buffer": content}
    page.get_by_label("Calendar file, .ics").set_input_files(file)


def test_only_busy_times_are_kept_and_the_same_calendar_once_more_takes_their_place(
    new_phone: Phone, shared_server: Server, profile: Path
):
    page, origin = new_phone.page, shared_server.origin
    sent: list[str] = []
    new_phone.context.on("request", lambda request: sent.append(request.post_data or ""))
    go(page, f"{origin}/day/calendar")
    new_phone.context.set_offline(True)
    day = tomorrow(page)
    pick(page, calendar(f"{day}T090000Z", f"{day}T110000Z"))
    expect(heading(page, "2 times found")).to_be_visible()
    assert rows(page, "records") == 0

    page.get_by_role("button", name="Keep 2 times").click()
    expect(page.get_by_text("2 times are kept.")).to_be_visible()
    assert rows(page, "records") == 3

    pick(page, calendar(f"{day}T110000Z", f"{day}T130000Z", f"{day}T150000Z"))
    expect(page.get_by_text("2 more, 1 less.")).to_be_visible()
    page.get_by_role("button", name="Keep 3 times").click()
    expect(page.get_by_text("3 times are kept.")).to_be_visible()

    page.get_by_role("button", name="Take away").click()
    expect(page.get_by_text("3 times taken away.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("3 times taken away.")).to_have_count(0)

    assert not any("Quince" in body for body in sent)
    assert files_with(profile, "Quince") == []


def test_a_file_made_to_do_harm_is_given_up_and_the_page_goes_on(
    new_phone: Phone, shared_server: Server
):
    page, origin = new_phone.page, shared_server.origin
    go(page, f"{origin}/day/calendar")
    pick(page, b"Dear colleague,")
    expect(page.get_by_text("No calendar could be read in this file.")).to_be_visible()

    pick(page, b"x" * 1_000_001)
    expect(page.get_by_text("This file is larger than 1 MB.")).to_be_visible()

    rule = "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    events = (
        f"BEGIN:VEVENT\r\nDTSTART:20200101T000000Z\r\nDURATION:PT1M\r\n{rule}\r\nEND:VEVENT\r\n"
    )
    pick(page, f"BEGIN:VCALENDAR\r\n{events * 400}END:VCALENDAR\r\n".encode())
    given_up = page.get_by_text("This file takes too long to read.")
    expect(given_up.or_(heading(page, "0 times found"))).to_be_visible()

    go(page, f"{origin}/day/calendar")
    pick(page, calendar(f"{tomorrow(page)}T090000Z"))
    expect(heading(page, "1 time found")).to_be_visible()


def test_a_file_shared_with_the_app_is_looked_at_once(new_phone: Phone, shared_server: Server):
    page, origin = new_phone.page, shared_server.origin
    text = calendar(f"{tomorrow(page)}T090000Z").decode()
    share(page, origin, text)
    expect(heading(page, "1 time found")).to_be_visible()
    assert "shared" not in page.url

    page.reload()
    expect(page.get_by_label("Calendar file, .ics")).to_be_visible()
    expect(heading(page, "1 time found")).to_have_count(0)


def share(page: Page, origin: str, text: str) -> None:
    """As a phone does it: a form with a file, sent as a navigation."""
    page.evaluate(
        """([action, text]) => {
          const form = document.createElement('form');
          Object.assign(form, { action, method: 'post', enctype: 'multipart/form-data' });
          const field = document.createElement('input');
          Object.assign(field, { type: 'file', name: 'calendar' });
          const files = new DataTransfer();
          files.items.add(new File([text], 'week.ics', { type: 'text/calendar' }));
          field.files = files.files;
          form.append(field);
          document.body.append(form);
          form.submit();
        }""",
        [f"{origin}/share", text],
    )
