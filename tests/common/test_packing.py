"""How is a long text kept packed, and sent inside a page without being unpacked?"""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eclt_partners.common.packing import packed, packed_around, unpacked

TEXTS = st.text(max_size=400) | st.text("ab <p>é\n", max_size=5000)


@given(text=TEXTS)
def test_a_packed_text_is_a_gzip_file_that_anybody_can_read(text):
    assert gzip.decompress(packed(text)).decode() == text
    assert unpacked(packed(text)) == text


@given(before=TEXTS, middle=TEXTS, after=TEXTS)
def test_a_packed_text_stands_between_two_others(before, middle, after):
    answer = packed_around(before, packed(middle), after)
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert reader.decompress(answer).decode() == before + middle + after
    assert reader.eof
    assert not reader.unused_data


def test_the_middle_is_sent_as_it_is_kept():
    kept = packed("the same words " * 5000)
    assert kept[10:-10] in packed_around("<body>", kept, "</body>")


def test_a_damaged_middle_is_noticed_by_the_reader():
    kept = bytearray(packed("one word"))
    kept[-8] ^= 1
    with pytest.raises(gzip.BadGzipFile):
        gzip.decompress(packed_around("<", bytes(kept), ">"))


def test_the_length_of_an_answer_does_not_tell_the_length_of_a_secret():
    kept = packed("words")
    lengths = {len(packed_around("a", kept, "z")) for _time in range(40)}
    assert len(lengths) > 5
