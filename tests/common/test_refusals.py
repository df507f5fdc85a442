"""Does an address that names nothing get the answer of a missing page?"""

import pytest
from django.test import Client

BACKEND = "eclt_partners.accounts.backends.PersonBackend"


@pytest.mark.parametrize(
    "address",
    [
        "/countries/%00/",
        "/setup/kinds/%00/",
        "/r/%00/",
        "/calendar/%00.ics",
        "/history/%00/1/",
    ],
)
def test_an_address_with_a_sign_that_no_name_has_is_missing(cast, address) -> None:
    client = Client()
    client.force_login(cast.dan, backend=BACKEND)

    assert client.get(address).status_code == 404
