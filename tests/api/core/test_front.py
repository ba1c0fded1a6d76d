"""When a request is whole, and that those who send slowly keep nobody else waiting."""

import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.front import MOST_BODY, MOST_HEAD, expects_word, is_whole
from tests.faults.groups import group

CROWD = 100
ANSWERED_WITHIN_SECONDS = 5  # and nobody in the crowd is let go before three times as long
KDF = "/api/accounts/kdf"
BODY = b'{"name": "ana"}'

heads = st.sampled_from(
    [
        b"POST /a HTTP/1.1\r\nContent-Length: %d\r\nHost: x",
        b"POST /a HTTP/1.1\r\nHost: x\r\ncontent-length:%d",
        b"POST /a HTTP/1.1\r\nhost: x\r\nCONTENT-LENGTH: \t%d \r\nx-content-length: 9",
    ]
)


@given(heads, st.binary(max_size=200), st.data())
def test_a_request_is_whole_at_its_last_byte_and_not_before(head, body, data):
    request = head % len(body) + b"\r\n\r\n" + body
    cut = data.draw(st.integers(0, len(request) - 1))

    assert is_whole(request)
    assert not is_whole(request[:cut])


@pytest.mark.parametrize(
    ("heard", "is_so"),
    [
        (b"", False),
        (b"GET / HTTP/1.1\r\n", False),
        (b"GET / HTTP/1.1\r\n\r\n", True),
        (b"x" * MOST_HEAD, False),
        (b"x" * (MOST_HEAD + 1), True),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % MOST_BODY, False),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (MOST_BODY + 1), True),
        (b"POST / HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", False),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n", False),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", True),
    ],
)
def test_what_is_whole(heard, is_so):
    assert is_whole(heard) is is_so


def test_who_waits_for_a_word():
    asks = b"POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n"

    assert not expects_word(asks)
    assert expects_word(asks + b"\r\n")
    assert not expects_word(b"POST / HTTP/1.1\r\n\r\nExpect: 100-continue")


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with group(tmp_path_factory.mktemp("front") / "server", "sqlite") as running:
        yield running.server.port


def connected(port):
    line = socket.create_connection(("127.0.0.1", port))
    line.settimeout(ANSWERED_WITHIN_SECONDS)
    return line


def head(port, method="GET", path="/healthz", **fields):
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items()]
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{''.join(lines)}\r\n".encode()


def post(port, **fields):
    known = {"Content_Type": "application/json", "Content_Length": len(BODY)}
    return head(port, "POST", KDF, **(known | fields))


def status(line):
    """Of the next answer, which is read to its end and not a byte beyond: another may follow."""
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        part = line.recv(1)
        assert part, "It hung up."
        answer += part
    rows = answer.lower().splitlines()
    missing = sum(int(row.split(b":")[1]) for row in rows if row.startswith(b"content-length"))
    while missing > 0:
        missing -= len(line.recv(missing))
    return int(answer.split()[1])


CROWDS = {
    "who say nothing": lambda port: b"",
    "who do not end their head": lambda port: head(port)[:-4],
    "who do not end their body": lambda port: post(port) + BODY[:-1],
    "who wait for a word and then say nothing": lambda port: post(port, Expect="100-continue"),
    "who have their answer and do not hang up": lambda port: head(port, Connection="close"),
    "who do not end their chunks": lambda port: post(port, Transfer_Encoding="chunked").replace(
        f"Content-Length: {len(BODY)}\r\n".encode(), b""
    ),
}


@pytest.mark.parametrize("who", CROWDS)
def test_a_crowd_keeps_nobody_waiting(port, who):
    crowd = [connected(port) for _ in range(CROWD)]
    for line in crowd:
        line.sendall(CROWDS[who](port))

    for _ in range(3):
        with connected(port) as somebody:
            somebody.sendall(head(port))
            assert status(somebody) == 200

    for line in crowd:
        line.close()


def test_a_request_in_three_parts_is_answered_and_so_is_the_next(port):
    request = post(port) + BODY
    with connected(port) as line:
        for _ in range(2):
            for part in (request[:20], request[20:-5], request[-5:]):
                line.sendall(part)
                time.sleep(0.05)
            assert status(line) == 200


def test_who_wants_no_more_has_the_answer_and_its_end(port):
    with connected(port) as line:
        line.sendall(head(port, Connection="close"))
        assert status(line) == 200
        assert line.recv(1) == b""


def test_two_requests_in_one_breath_are_both_answered(port):
    with connected(port) as line:
        line.sendall(head(port) * 2)
        assert [status(line) for _ in range(2)] == [200, 200]


def test_who_waits_for_a_word_gets_it_and_then_an_answer(port):
    with connected(port) as line:
        line.sendall(post(port, Expect="100-continue"))
        assert status(line) == 100
        line.sendall(BODY)
        found = status(line)
        assert (status(line) if found == 100 else found) == 200


def test_what_is_too_large_is_refused_without_being_read(port):
    with connected(port) as line:
        line.sendall(post(port, Content_Length=MOST_BODY + 1))
        assert status(line) == 413


def test_what_cannot_be_read_is_refused(port):
    with connected(port) as line:
        line.sendall(b"NONSENSE\r\n\r\n")
        assert status(line) == 400


def test_who_hangs_up_in_the_middle_is_forgotten(port):
    for _ in range(20):
        with connected(port) as line:
            line.sendall(post(port))
    with connected(port) as line:
        line.sendall(head(port))
        assert status(line) == 200
