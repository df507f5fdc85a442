"""Where does a request come from, as far as can be known?"""

import pytest

from eclt_partners.accounts.rules.limits import network_of, visitor_address

DIRECT = "10.0.0.7"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, DIRECT),
        ("1.2.3.4", 0, DIRECT),
        ("1.2.3.4", 1, "1.2.3.4"),
        ("9.9.9.9, 1.2.3.4", 1, "1.2.3.4"),
        ("9.9.9.9, 1.2.3.4, 10.0.0.1", 2, "1.2.3.4"),
        ("1.2.3.4", 2, DIRECT),
        ("", 1, DIRECT),
        (" 1.2.3.4 ,", 1, "1.2.3.4"),
        ("2001:DB8::1", 1, "2001:db8::1"),
        ("::ffff:1.2.3.4", 1, "1.2.3.4"),
    ],
)
def test_only_what_our_proxies_say_is_believed(forwarded, proxies, address) -> None:
    assert visitor_address(DIRECT, forwarded, proxies=proxies) == address


@pytest.mark.parametrize("text", ["", "somebody", "1.2.3", "<script>"])
def test_what_is_no_address_is_none(text) -> None:
    assert visitor_address("", text, proxies=1) == ""


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_addresses_of_one_line_count_as_one_place(address, network) -> None:
    assert network_of(address) == network
