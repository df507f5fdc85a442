"""How many tries in a row are too many, and from where do they come?

A limit counts what should be rare for honest people: a wrong link, a wrong password, a
wish for a mail. A right link is never counted, so that an office behind one address can
go on whatever happens beside it (docs/adr/0018).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# What one household or office gets; whoever has one has all its addresses.
IPV6_PREFIX = 64
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may be tried within a window.

    Attributes:
        name: stands in the security log.
        tries: how many are answered; the next one is refused.
        within: length of the window that the first try opens.
    """

    name: str
    tries: int
    within: timedelta = WINDOW


# From one network.
WRONG_LINKS = Limit("wrong link", 60)
NEW_LINKS = Limit("wish for a new link", 30)
WRONG_PASSWORDS = Limit("wrong password", 100)
FORGOTTEN_PASSWORDS = Limit("forgotten password", 30)
# For one account, from one network: nobody locks a colleague out from elsewhere.
WRONG_PASSWORDS_OF_ONE = Limit("wrong password of one account", 8)
# For one mailbox: nobody fills it by asking again and again.
PASSWORD_MAILS = Limit("mail about a forgotten password", 5)
NEW_ADDRESS_MAILS = Limit("mail to a new address", 5, timedelta(hours=1))
# For one account: six digits are guessed soon by whoever may go on trying.
WRONG_CODES = Limit("wrong code of the second step", 10)
# For one code of one account: it opens once, as long as an app could show it.
USED_CODES = Limit("code of the second step", 1, timedelta(minutes=3))
# By one account that is signed in. Each page that compares the own password counts here.
CHANGED_PASSWORDS = Limit("change of password", 10)
FILES = Limit("file of a whole country", 60)
LISTS = Limit("list of partners", 60)
SEARCHES = Limit("search", 300)


def visitor_address(direct: str, forwarded: str, *, proxies: int) -> str:
    """Return the address that a request comes from.

    Each proxy adds at the right end who spoke to it; what stands further left was
    written by the visitor and proves nothing.

    Args:
        direct: address of whoever opened the connection.
        forwarded: the header X-Forwarded-For, "" for none.
        proxies: how many proxies of ours stand in front.

    Returns:
        The address in one spelling, or "" when it is none.
    """
    told = [part.strip() for part in forwarded.split(",") if part.strip()]
    return _spelled(_vouched_for(told, proxies) or direct)


def network_of(address: str) -> str:
    """Return what is counted as one place: an IPv4 address, or the /64 of an IPv6 one."""
    if not address:
        return ""
    found = ip_address(address)
    if isinstance(found, IPv4Address):
        return address
    return str(ip_network(f"{address}/{IPV6_PREFIX}", strict=False))


def _vouched_for(told: Sequence[str], proxies: int) -> str:
    return told[-proxies] if 0 < proxies <= len(told) else ""


def _spelled(text: str) -> str:
    try:
        found = ip_address(text)
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)
