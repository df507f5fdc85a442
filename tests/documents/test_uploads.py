"""What is too large is dropped while it arrives."""

import io

from django.test import RequestFactory

MEGABYTE = 1024 * 1024
PIECE = 64 * 1024


def sent(*sizes: int) -> list[int]:
    """How many bytes of each file reach the view."""
    files = {}
    for number, size in enumerate(sizes):
        files[f"file{number}"] = io.BytesIO(b"x" * size)
        files[f"file{number}"].name = "a.txt"
    request = RequestFactory().post("/", files)
    return [request.FILES[name].size for name in files]


def test_a_file_within_the_limit_arrives_whole(settings) -> None:
    settings.DOCUMENT_MAX_BYTES = MEGABYTE
    assert sent(MEGABYTE) == [MEGABYTE]


def test_of_a_huge_file_a_little_more_than_the_limit_arrives(settings) -> None:
    settings.DOCUMENT_MAX_BYTES = MEGABYTE
    (size,) = sent(8 * MEGABYTE)
    # Still too large, so that the form refuses it in its own words.
    assert MEGABYTE < size <= MEGABYTE + 2 * PIECE


def test_a_huge_file_does_not_shorten_the_next_one(settings) -> None:
    settings.DOCUMENT_MAX_BYTES = MEGABYTE
    assert sent(4 * MEGABYTE, MEGABYTE // 2)[1] == MEGABYTE // 2
