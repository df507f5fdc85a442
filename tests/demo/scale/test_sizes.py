"""Which sizes of an invented portfolio are refused, in words?"""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ({"partners": 0}, "--countries goes from 1 to"),
        ({"countries": 500}, "--countries goes from 1 to"),
        ({"years": 0}, "--years goes from 1 to 50"),
        ({"years": 300}, "--years goes from 1 to 50"),
    ],
)
def test_a_size_that_nobody_can_invent_is_refused_before_anything_is_written(
    size: dict[str, int], words: str, db: None
) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("seed_scale", **size)
