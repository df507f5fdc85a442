"""Does a reader's library find in our lines what we put there?"""

from email import message_from_bytes, policy
from email.errors import HeaderParseError

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eclt_partners.notifications.rules.mime import (
    bare_address,
    file_part,
    header,
    named_address,
    text_part,
    together,
    words_header,
)

# What PostgreSQL keeps as text, without the line ends that some readers add.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=1500
)


def read(raw: bytes):
    return message_from_bytes(raw, policy=policy.default)


def lines_of(raw: bytes) -> list[bytes]:
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return raw.split(b"\r\n")


@settings(max_examples=60)
@given(paragraphs=st.lists(WORDS, min_size=1, max_size=3))
@example(paragraphs=[".", "..", ".\tx "])
@example(
    paragraphs=["From here", "x" * 1200, "é" * 500, "--=_words", "=?utf-8?b?eA==?="]
)
def test_texts_arrive_as_they_were_written_on_short_lines(paragraphs):
    words = "\n".join(paragraphs) + "\n"
    raw = together(
        "mixed",
        [
            together(
                "alternative", [text_part(words, "plain"), text_part(words, "html")]
            ),
            file_part("text/calendar; charset=utf-8", "day.ics", words),
        ],
    )
    assert max(map(len, lines_of(raw))) <= 78
    raw.decode("ascii")
    plain, page, file = [part for part in read(raw).walk() if not part.is_multipart()]
    assert plain.get_payload(decode=True).decode().replace("\r\n", "\n") == words
    assert page.get_payload(decode=True).decode().replace("\r\n", "\n") == words
    assert (page.get_content_type(), plain.get_content_type()) == (
        "text/html",
        "text/plain",
    )
    assert file.get_payload(decode=True).decode() == words
    assert file.get_filename() == "day.ics"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_leaves_as_that_of_mail(end):
    body = text_part(f"one{end}two", "plain").partition(b"\r\n\r\n")[2]
    assert body == b"one\r\ntwo\r\n"


@settings(max_examples=60)
@given(
    subject=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")),
        min_size=1,
        max_size=200,
    )
)
@example(subject="By 18 Feb 2027: 10 questions about Fédération nationale des prod…")
@example(subject="x" * 200)
@example(subject="=?utf-8?q?not_encoded?=")
def test_a_subject_arrives_as_it_was_written(subject):
    raw = words_header("Subject", subject)
    assert max(map(len, lines_of(raw))) <= 76
    assert read(raw + b"\r\n")["Subject"] == subject


@pytest.mark.parametrize("words", ["", "x" * 1200, "é" * 1200, "x" * 75 + " "])
def test_a_text_that_does_not_end_its_line_is_folded_all_the_same(words):
    raw = text_part(words, "plain")
    assert max(map(len, lines_of(raw))) <= 76
    assert read(raw).get_payload(decode=True).decode() == f"{words}\r\n"


def test_a_subject_that_is_plain_stands_as_it_is():
    line = words_header("Subject", "Time to take stock")
    assert line == b"Subject: Time to take stock\r\n"


@pytest.mark.parametrize("write", [header, words_header])
@pytest.mark.parametrize("value", ["one\r\nBcc: all@example.org", "one\n two", "a\rb"])
def test_a_header_never_begins_another(write, value):
    with pytest.raises(HeaderParseError):
        write("Subject", value)


def test_a_header_that_no_relay_takes_is_refused():
    assert len(header("X", "y" * 995)) == 1000
    with pytest.raises(HeaderParseError):
        header("X", "y" * 996)


def test_a_name_with_accents_stands_before_its_address():
    mail = read(
        b"From: " + named_address("Fundação <a@example.org>").encode() + b"\r\n\r\n"
    )
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Fundação", "a@example.org")
    assert named_address("ECLT <a@example.org>") == "ECLT <a@example.org>"
    assert bare_address("Fundação <a@example.org>") == "a@example.org"
