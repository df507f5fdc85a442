"""A photo keeps its picture and nothing else."""

import io
import struct

import pytest
from PIL import Image

from eclt_partners.documents.choices import ContentType
from eclt_partners.documents.photos import LONGEST_SIDE, paint_anew
from eclt_partners.documents.rules.refusals import FileRefused, Refusal
from tests.documents.files import GPS, photo

KINDS = [("JPEG", ContentType.JPEG), ("PNG", ContentType.PNG)]
KINDS.append(("WEBP", ContentType.WEBP))


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_place_time_and_device_are_gone(name, kind) -> None:
    taken = photo(name)
    assert opened(taken).getexif().get_ifd(GPS)
    assert b"CanaryPhone" in taken
    kept = paint_anew(taken, kind)
    assert dict(opened(kept).getexif()) == {}
    assert not opened(kept).getexif().get_ifd(GPS)
    assert b"Canary" not in kept
    assert not {"exif", "xmp", "comment", "icc_profile"} & opened(kept).info.keys()


def test_words_behind_the_picture_are_gone() -> None:
    kept = paint_anew(photo() + b"<script>alert(1)</script>", ContentType.JPEG)
    assert b"script" not in kept


def test_a_large_photo_becomes_2000_points_long() -> None:
    kept = opened(paint_anew(photo(size=(4000, 3000)), ContentType.JPEG))
    assert kept.size == (LONGEST_SIDE, 1500)


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.new("RGB", (60, 40)).save(file, "JPEG", exif=exif)
    assert opened(paint_anew(file.getvalue(), ContentType.JPEG)).size == (40, 60)


@pytest.mark.parametrize("wrong", [0x0100, 0x010E])
def test_a_note_without_a_right_form_harms_no_photo(wrong: int) -> None:
    notes = struct.pack(">4sLHHHL4s", b"MM\0*", 8, 2, 0x0112, 3, 1, b"\0\6\0\0")
    notes += struct.pack(">HHLfL", wrong, 11, 1, 0.5, 0)
    file = io.BytesIO()
    Image.new("RGB", (60, 40)).save(file, "JPEG", exif=b"Exif\0\0" + notes)
    assert opened(paint_anew(file.getvalue(), ContentType.JPEG)).size == (40, 60)


def test_holes_in_a_picture_stay() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(file, "PNG")
    kept = opened(paint_anew(file.getvalue(), ContentType.PNG))
    assert kept.getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("size", "kind"),
    [
        ((8000, 7000), ContentType.JPEG),
        # Decoded whole, so 20 million are the most.
        ((5000, 4100), ContentType.PNG),
    ],
)
def test_a_picture_of_too_many_points_is_not_painted(size, kind) -> None:
    file = io.BytesIO()
    Image.new("L", size).save(file, kind.label)
    with pytest.raises(FileRefused) as refused:
        paint_anew(file.getvalue(), kind)
    assert refused.value.reason == Refusal.TOO_MANY_PIXELS


@pytest.mark.parametrize("content", [photo()[:200], b"\xff\xd8\xff", photo("PNG")])
def test_a_photo_that_cannot_be_read_is_refused(content) -> None:
    with pytest.raises(FileRefused) as refused:
        paint_anew(content, ContentType.JPEG)
    assert refused.value.reason == Refusal.BROKEN
