"""Makes a browser as slow as a cheap phone.

The browser's own throttle holds back a page's main thread and no worker ("only supported for
pages"). So the whole process that runs page and workers is stopped and let go in turns, as that
throttle does with its one thread.
"""

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser

AWAKE_SECONDS = 0.004


def renderers(browser: Browser) -> list[int]:
    """The processes of `browser` that run pages and their workers."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return [each["id"] for each in found if each["type"] == "renderer"]


@contextmanager
def slowed(processes: Sequence[int], times: float) -> Iterator[None]:
    """Within, `processes` run for one part of the time in `times`."""
    over = threading.Event()
    thread = threading.Thread(target=take_turns, args=(processes, times, over))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def take_turns(processes: Sequence[int], times: float, over: threading.Event) -> None:
    """The stop is as long as the turn before it really was, whatever the machine made of it."""
    try:
        while not over.is_set():
            began = time.perf_counter()
            time.sleep(AWAKE_SECONDS)
            send(processes, signal.SIGSTOP)
            time.sleep((time.perf_counter() - began) * (times - 1))
            send(processes, signal.SIGCONT)
    finally:
        send(processes, signal.SIGCONT)


def send(processes: Sequence[int], number: signal.Signals) -> None:
    for process in processes:
        os.kill(process, number)
