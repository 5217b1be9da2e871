"""Messages from files, pipes, mailboxes in one file and Maildirs."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest

from models.errors import RuleError
from models.exchange.mail_in import headers, mbox
from models.exchange.mail_in.files import beginning, from_file, from_maildir, from_pipe, is_mailbox
from models.exchange.mail_in.letter import Mail, Unread
from models.exchange.mail_in.mbox import from_mbox
from tests.mailboxes import message

SAMPLES = Path(__file__).parents[2] / "samples"


def subjects(found: list[Mail | Unread]) -> list[str]:
    """The lines with the subject, or what is wrong."""
    return [
        next(line for line in mail.head.decode().splitlines() if line.startswith("Subject"))
        if isinstance(mail, Mail)
        else mail.reason
        for mail in found
    ]


def test_a_file_is_read_whole_when_it_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(message(body="x" * 200_000))
    mail = from_file(path)
    assert isinstance(mail, Mail)
    assert (mail.size, mail.head[-4:]) == (path.stat().st_size, b"\r\n\r\n")
    assert mail.read() == path.read_bytes()
    path.unlink()
    with pytest.raises(RuleError, match="cannot be read: No such file"):
        mail.read()


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    missing, folder = from_file(tmp_path / "none.eml"), from_file(tmp_path)
    assert isinstance(missing, Unread)
    assert isinstance(folder, Unread)
    assert "none.eml cannot be read: No such file" in missing.reason
    assert "Is a directory" in folder.reason
    assert not is_mailbox(tmp_path)


def test_a_pipe_is_read_to_its_end_and_not_kept_over_the_limit() -> None:
    data = message(body="x" * 300_000)
    mail = from_pipe(io.BytesIO(b"From jo Mon May  5 10:00:00 2025\n" + data), 1_000_000)
    assert isinstance(mail, Mail)
    assert mail.read() == data
    large = from_pipe(io.BytesIO(data), 1_000)
    assert isinstance(large, Mail)
    assert (large.size, len(large.read())) == (len(data), 1_001)


def test_a_mailbox_file_is_parted_at_its_from_lines_only() -> None:
    mails = list(from_mbox(SAMPLES / "mail.mbox"))
    assert subjects(mails) == ["Subject: First", "Subject: =?koi8-r?B?8NLJ18XU?=", "Subject: Third"]
    first = mails[0]
    assert isinstance(first, Mail)
    assert first.where.endswith("mail.mbox, message 1")
    text = first.read().decode()
    assert "\nFrom the beginning nobody knew.\nFrom here on" in text
    assert "\n>From a quotation" in text
    assert text.startswith("From: Jo")


@pytest.mark.parametrize("piece", [1, 2, 7, 100])
def test_a_mailbox_file_is_parted_alike_however_it_is_read(
    piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [(mail.head, mail.size) for mail in from_mbox(SAMPLES / "mail.mbox") if isinstance(mail, Mail)]
    monkeypatch.setattr(mbox, "_PIECE", piece)
    again = [(mail.head, mail.size) for mail in from_mbox(SAMPLES / "mail.mbox") if isinstance(mail, Mail)]
    assert again == places


def test_a_mailbox_with_an_endless_line_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "box"
    begin = b"From x Mon May  5 10:00:00 2025\n"
    path.write_bytes(begin + message(body="x" * 3_000_000) + b"\n" + begin + message(subject="last"))
    assert subjects(list(from_mbox(path))) == ["Subject: Offer", "Subject: last"]


def test_a_mailbox_whose_last_message_is_being_written_says_so(tmp_path: Path) -> None:
    path = tmp_path / "box"
    path.write_bytes(
        b"From x Mon May  5 10:00:00 2025\n" + message() + b"\nFrom y Mon May  5 10:00:00 2025\nFrom: z@"
    )
    assert is_mailbox(path)
    assert subjects(list(from_mbox(path)))[1].endswith(
        "message 2 is cut off in its header; when it is whole, record it again."
    )


def test_a_file_that_is_no_mailbox_is_refused_and_an_empty_one_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "box"
    path.write_bytes(message())
    with pytest.raises(RuleError, match="is no mailbox"):
        list(from_mbox(path))
    path.write_bytes(b"")
    assert list(from_mbox(path)) == []
    with pytest.raises(RuleError, match="cannot be read: No such file"):
        list(from_mbox(tmp_path / "none"))


def maildir(path: Path) -> Path:
    """A Maildir with messages that are new, read, thrown away, drafts and on their way."""
    for folder in ("cur", "new", "tmp"):
        (path / folder).mkdir(parents=True)
    for name in ("cur/1:2,S", "new/2", "cur/3:2,ST", "cur/4:2,D", "tmp/5"):
        (path / name).write_bytes(message(subject=name))
    return path


def test_a_maildir_gives_what_arrived_and_tells_of_drafts_and_what_was_thrown_away(tmp_path: Path) -> None:
    found = list(from_maildir(maildir(tmp_path / "box")))
    assert subjects(found) == [
        "Subject: cur/1:2,S",
        "Subject: new/2",
        "It was thrown away.",
        "It is a draft.",
    ]
    assert [mail.is_left_out for mail in found if isinstance(mail, Unread)] == [True, True]
    with pytest.raises(RuleError, match="is no Maildir"):
        list(from_maildir(tmp_path))


def test_a_message_of_a_maildir_is_found_also_when_somebody_reads_it_meanwhile(tmp_path: Path) -> None:
    box = maildir(tmp_path / "box")
    found = from_maildir(box)
    next(found)
    (box / "new/2").rename(box / "cur/2:2,S")
    second = next(found)
    assert isinstance(second, Mail)
    assert second.where.endswith("cur/2:2,S")
    (box / "cur/2:2,S").rename(box / "cur/2:2,RS")
    assert b"new/2" in second.read()


def test_a_name_in_a_maildir_is_a_name_and_no_pattern(tmp_path: Path) -> None:
    box = maildir(tmp_path / "box[1]")
    (box / "new/6[1]").write_bytes(message(subject="odd"))
    (box / "cur/61:2,S").write_bytes(message(subject="another"))
    found = from_maildir(box)
    before = [next(found) for _ in range(4)]
    assert len(subjects(before)) == 4
    (box / "new/6[1]").rename(box / "cur/6[1]:2,S")
    assert subjects(list(found)) == ["Subject: another", "Subject: odd"]


def test_a_header_ends_at_its_blank_line_wherever_it_is_cut_between_two_reads() -> None:
    for blank in (b"\n\n", b"\r\n\r\n", b"\n \t \n"):
        for before in range(16 * 1024 - 6, 16 * 1024 + 2):
            header = b"X: ".ljust(before, b"x") + blank
            found = beginning(io.BytesIO(header + b"body\n\nmore" * 10_000))
            assert headers.length(found) == len(header)


@pytest.mark.parametrize("letter", [b"x", b" ", b"x\n"])
def test_a_header_without_an_end_is_read_in_little_time(letter: bytes) -> None:
    started = time.process_time()
    assert len(beginning(io.BytesIO(letter * headers.MOST * 2))) == headers.MOST
    assert time.process_time() - started < 1


def test_a_pipe_that_nobody_writes_to_is_no_message_and_no_mailbox(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    found = from_file(path)
    assert isinstance(found, Unread)
    assert found.reason == f"{path} is no plain file."
    assert not is_mailbox(path)
    with pytest.raises(RuleError, match="is no plain file"):
        list(from_mbox(path))
