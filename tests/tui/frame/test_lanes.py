"""The lanes to the database."""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar

import pytest

from models.errors import RuleError
from tui.lanes import Lanes, Latest

WHO: ContextVar[str] = ContextVar("WHO", default="nobody")


async def test_each_lane_is_a_thread_of_its_own_and_reads_do_not_wait_for_writes() -> None:
    lanes = Lanes()
    gate = threading.Event()
    write = asyncio.ensure_future(lanes.write(gate.wait))
    reader = await lanes.read(threading.get_ident)
    assert reader == await lanes.read(threading.get_ident)
    assert reader != await lanes.long(threading.get_ident)
    assert not write.done()
    gate.set()
    assert await write
    lanes.shut_down()


async def test_the_context_of_the_caller_goes_along() -> None:
    lanes = Lanes()
    WHO.set("AH")
    assert await lanes.write(WHO.get) == "AH"
    lanes.shut_down()


async def test_errors_come_back_and_writes_keep_their_order() -> None:
    lanes = Lanes()
    done: list[int] = []

    def refuse() -> None:
        raise RuleError("No.")

    writes = [lanes.write(done.append, number) for number in range(5)]
    await asyncio.gather(*writes)
    assert done == [0, 1, 2, 3, 4]
    with pytest.raises(RuleError, match=r"No\."):
        await lanes.read(refuse)
    lanes.shut_down()


async def test_a_write_is_done_though_its_caller_is_cancelled() -> None:
    lanes = Lanes()
    gate, done = threading.Event(), threading.Event()

    def write() -> None:
        gate.wait()
        done.set()

    caller = asyncio.ensure_future(lanes.write(write))
    await asyncio.sleep(0)
    caller.cancel()
    gate.set()
    lanes.shut_down()
    assert done.is_set()


async def test_shutting_down_closes_the_connection_of_every_lane_once() -> None:
    closed: list[str] = []
    lanes = Lanes(close=lambda: closed.append(threading.current_thread().name.split("_")[0]))
    await lanes.read(int)
    lanes.shut_down()
    lanes.shut_down()
    assert sorted(closed) == ["long", "read", "write"]


async def test_only_a_long_question_is_interrupted() -> None:
    interrupted: list[str] = []
    gate = threading.Event()

    def interrupt() -> None:
        interrupted.append("yes")
        gate.set()

    lanes = Lanes(interrupt=interrupt)
    lanes.interrupt()
    assert interrupted == []
    question = asyncio.ensure_future(lanes.long(gate.wait))
    await asyncio.sleep(0)
    lanes.interrupt()
    assert await question
    assert interrupted == ["yes"]
    lanes.shut_down()


async def test_only_the_newest_answer_counts() -> None:
    latest: Latest[str] = Latest()
    gate = asyncio.Event()

    async def slow() -> str:
        await gate.wait()
        return "b"

    async def quick() -> str:
        return "be"

    first = asyncio.ensure_future(latest.ask(slow()))
    await asyncio.sleep(0)
    assert await latest.ask(quick()) == "be"
    gate.set()
    assert await first is None
