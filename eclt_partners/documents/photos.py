"""How does a photo lose everything but its picture?

Phones write into a photo where it was taken, when and with which device. A photo of
a child must not tell where the child lives, so the picture is painted anew: nothing
but its points goes into the file that is kept.
"""

import io
import struct
from threading import Lock
from typing import Final

from PIL import ExifTags, Image, UnidentifiedImageError

from eclt_partners.documents.choices import ContentType
from eclt_partners.documents.rules.refusals import FileRefused, Refusal

LONGEST_SIDE: Final = 2000
MOST_PIXELS: Final = 50_000_000
# A large JPEG is decoded at an eighth of its size, the others are decoded whole: a file
# of 2 kB with 50 million points of one colour takes 1 GB.
MOST_PIXELS_WHOLE: Final = 20_000_000
QUALITY: Final = 85

# One after the other: photos sent at the same moment do not add up in memory.
_PAINTING: Final = Lock()
_FORMATS: Final = {
    ContentType.JPEG: "JPEG",
    ContentType.PNG: "PNG",
    ContentType.WEBP: "WEBP",
}
# How a photo is turned that was taken like this. `ImageOps.exif_transpose` would write
# all notes of the phone anew, and fails at one that has no right form.
_TURNS: Final[dict[object, Image.Transpose]] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises for pictures that are cut, mixed up or made to harm.
_BREAKS: Final = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    TypeError,
    struct.error,
)


def paint_anew(content: bytes, kind: ContentType) -> bytes:
    """Return the same picture without any words about it, at most 2,000 points long.

    Args:
        content: a JPEG, PNG or WebP file.
        kind: which of the three; no other decoder is asked.

    Raises:
        FileRefused: it cannot be read, or it is larger than 50 million points, 20
            million unless it is a JPEG.
    """
    most = MOST_PIXELS if kind == ContentType.JPEG else MOST_PIXELS_WHOLE
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as opened:
            if opened.width * opened.height > most:
                raise FileRefused(Refusal.TOO_MANY_PIXELS)
            with _PAINTING:
                return _written(_picture(opened, kind), kind)
    except _BREAKS as error:
        raise FileRefused(Refusal.BROKEN) from error


def _picture(opened: Image.Image, kind: ContentType) -> Image.Image:
    """Return a new picture, upright and small enough, that knows nothing else."""
    # Decodes a large JPEG at a half, a quarter or an eighth: less memory.
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = _upright(opened)
    has_holes = kind != ContentType.JPEG and upright.has_transparency_data
    mode = "RGBA" if has_holes else "RGB"
    points = upright if upright.mode == mode else upright.convert(mode)
    points.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(points.mode, points.size)
    bare.paste(points)
    return bare


def _upright(opened: Image.Image) -> Image.Image:
    turn = _TURNS.get(opened.getexif().get(ExifTags.Base.Orientation))
    return opened if turn is None else opened.transpose(turn)


def _written(picture: Image.Image, kind: ContentType) -> bytes:
    file = io.BytesIO()
    if kind == ContentType.PNG:
        picture.save(file, "PNG", optimize=True)
    else:
        picture.save(file, _FORMATS[kind], quality=QUALITY)
    return file.getvalue()
