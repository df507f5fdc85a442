"""Does the envelope name its message, so that only we can have written it?"""

import pytest

from eclt_partners.notifications.envelope import message_of_token, sender_address
from eclt_partners.notifications.rules.bounces import TOKEN


def test_without_a_bounce_address_mail_comes_back_to_where_it_is_from(settings):
    settings.BOUNCES_ADDRESS = ""
    settings.DEFAULT_FROM_EMAIL = "ECLT <partnerships@example.org>"
    assert sender_address(7) == "partnerships@example.org"


def test_the_envelope_names_the_message_and_proves_it(settings):
    settings.BOUNCES_ADDRESS = "bounces@example.org"
    address = sender_address(7)
    assert address.startswith("bounces+7.")
    assert address.endswith("@example.org")
    found = TOKEN.search(address)
    assert found is not None
    assert message_of_token(found[1]) == 7


@pytest.mark.parametrize("token", ["7.000000000000", "8", "", "x.y", "-7.0", "7."])
def test_a_token_that_we_did_not_make_names_nothing(token):
    assert message_of_token(token) is None
