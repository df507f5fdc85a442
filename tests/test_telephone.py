"""The app for codes shows what the standard says."""

import base64

import pytest

from tests.telephone import Telephone

# RFC 6238, appendix B, with the last six of its eight digits.
KNOWN = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
]


@pytest.mark.parametrize(("at", "code"), KNOWN)
def test_the_app_shows_the_codes_of_the_standard(at, code) -> None:
    key = base64.b32encode(b"12345678901234567890").decode()

    assert Telephone(key).code(at=at) == code
