from __future__ import annotations

import os
import signal
import threading
import time

from models.stop_request import StopRequest


def test_a_signal_ends_the_wait() -> None:
    stop = StopRequest()
    before = signal.signal(signal.SIGUSR1, lambda *_: stop.set())
    try:
        began = time.monotonic()
        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGUSR1)).start()
        assert stop.wait(60)
        assert time.monotonic() - began < 30
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_a_wait_ends_in_its_time_when_nobody_asks() -> None:
    stop = StopRequest()
    assert not stop.wait(0.01)
    assert not stop.is_set()
    stop.set()
    assert stop.wait(60)
