"""Does a clock tell which addresses are known?"""

import time

import pytest

from eclt_partners.accounts.pace import LEAST_SECONDS


@pytest.mark.parametrize("address", ["/account/password/reset/", "/links/new/"])
def test_asking_for_a_mail_to_nobody_takes_as_long_as_to_somebody(
    db, client, address
) -> None:
    began = time.monotonic()
    answer = client.post(address, {"email": "nobody@example.org"})

    assert answer.status_code == 302
    assert time.monotonic() - began >= LEAST_SECONDS
