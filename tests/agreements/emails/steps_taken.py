"""Steps at a table that tests of mails take, and the text of a first version."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from agreements.choices import ChangeReason, FirstKind
from agreements.models import Renegotiation
from agreements.services.beginning import begin_agreement
from agreements.services.endings import decline as decline_table
from agreements.services.endings import park as park_table
from agreements.services.endings import withdraw as withdraw_table
from agreements.services.lapsing import lapse_overdue
from agreements.services.raising import acknowledge as acknowledge_wish
from agreements.services.raising import raise_change
from agreements.services.talking import TableTalk, record_talk
from tests.agreements.table import (
    TERMS,
    WISH,
    accepted,
    gift,
    lead_by,
    make_agreement,
    proposed,
    raised,
    ready,
    sign,
    signed,
)
from tests.cast import NOW, Cast

LATER = date(2027, 2, 1)
FIRST = replace(TERMS, title="Seeds", effective_from=date(2027, 1, 1))


def raise_for_partner(cast: Cast) -> None:
    raise_change(
        actor=cast.actor("brian"),
        now=NOW,
        agreement=make_agreement(cast),
        wish=WISH,
        for_party=cast.malawi_party,
    )


def acknowledge(cast: Cast) -> None:
    acknowledge_wish(actor=cast.actor("amina"), now=NOW, renegotiation=raised(cast))


def propose(cast: Cast) -> None:
    proposed(gift(cast), raised(cast))


def counter(cast: Cast) -> None:
    table = raised(cast)
    proposed(gift(cast), table)
    proposed(cast.actor("amina"), table, change=lambda terms: terms)


def counter_by_brian(cast: Cast) -> None:
    table = raised(cast)
    proposed(gift(cast), table)
    proposed(cast.actor("brian"), table, change=lambda terms: terms)


def agree(cast: Cast) -> None:
    accepted(cast, raised(cast))


def sign_change(cast: Cast) -> None:
    ready(cast)
    signed(cast, raised(cast))


def decline(cast: Cast, table: Renegotiation, who: str = "amina") -> None:
    decline_table(
        actor=gift(cast) if who == "gift" else cast.actor(who),
        now=NOW,
        renegotiation=table,
        reason=ChangeReason.MONEY,
        text="There is no money",
        would_be_possible="A donor",
    )


def begin(cast: Cast) -> Renegotiation:
    lead_by(cast, cast.gift)
    return begin_agreement(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=FirstKind.MOU,
        title="Seeds",
    )


def withdraw(cast: Cast, table: Renegotiation, who: str) -> None:
    actor = gift(cast) if who == "gift" else cast.actor(who)
    withdraw_table(actor=actor, now=NOW, renegotiation=table, text="Solved")


def park(cast: Cast, table: Renegotiation, who: str) -> None:
    actor = gift(cast) if who == "gift" else cast.actor(who)
    park_table(actor=actor, now=NOW, renegotiation=table, until=LATER)


def sign_first(cast: Cast) -> None:
    """Write, talk over and sign the first version of a new agreement."""
    ready(cast)
    table = begin(cast)
    record_talk(
        actor=cast.actor("amina"),
        now=NOW,
        renegotiation=table,
        talk=TableTalk(NOW.date(), "Both leads", "English", "We begin"),
    )
    proposal = accepted(cast, table, lambda _terms: FIRST)
    sign(cast, proposal, "dan")
    sign(cast, proposal, "gift")


def lapse(_cast: Cast, _table: Renegotiation) -> None:
    lapse_overdue(now=NOW + timedelta(days=120))


def at_new_table(take: Callable[[Cast, Renegotiation], None]) -> Callable[[Cast], None]:
    return lambda cast: take(cast, begin(cast))


def at_a_change(take: Callable[[Cast, Renegotiation], None]) -> Callable[[Cast], None]:
    return lambda cast: take(cast, raised(cast))


def first_paper(cast: Cast, table: Renegotiation) -> None:
    proposed(gift(cast), table, lambda _terms: FIRST)


def second_paper(cast: Cast, table: Renegotiation) -> None:
    first_paper(cast, table)
    proposed(cast.actor("brian"), table, lambda terms: terms)
