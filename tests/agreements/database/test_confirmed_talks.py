"""What both sides confirmed of a talk, nobody rewrites."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from agreements.services.talking import TableTalk, confirm_talk, record_talk
from partners.models import Talk
from reviews.choices import ReviewState
from tests.agreements.table import gift, raised
from tests.cast import NOW, Cast
from tests.reviews.factories import make_review

TALK = TableTalk(date(2026, 11, 20), "Amina, Gift", "English", "Fewer children")
UNCONFIRMED = {"foundation_confirmed_at": None, "partner_confirmed_at": None}


def refuses(why: str, **changes: object) -> bool:
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        Talk.objects.update(**changes)
    return True


def test_the_record_of_a_review_stays_once_both_confirmed_it(cast: Cast) -> None:
    make_review(cast, state=ReviewState.COMPLETED)

    assert refuses("words", hurts="Nothing")
    assert refuses("both sides", partner_confirmed_for="contact:9")
    assert refuses("both sides", hurts="Nothing", **UNCONFIRMED)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as it:
        it.execute("DELETE FROM partners_talk")


def test_what_one_side_confirmed_does_not_stand_under_other_words(cast: Cast) -> None:
    make_review(cast, state=ReviewState.TALK_HELD)
    Talk.objects.update(foundation_confirmed_at=NOW, foundation_confirmed_by="user:1")

    assert refuses("words", hurts="Nothing")
    assert Talk.objects.update(hurts="Nothing", **UNCONFIRMED) == 1


def test_at_a_table_another_record_comes_only_when_the_confirmed_one_is_kept(
    cast: Cast,
) -> None:
    table, amina = raised(cast), cast.actor("amina")
    record_talk(actor=amina, now=NOW, renegotiation=table, talk=TALK)
    confirm_talk(actor=amina, now=NOW, renegotiation=table)
    confirm_talk(actor=gift(cast), now=NOW, renegotiation=table)
    assert refuses("both sides", agreed_note="More children", **UNCONFIRMED)

    other = replace(TALK, agreed_note="More children")
    record_talk(actor=amina, now=NOW, renegotiation=table, talk=other)
    assert table.earlier_talks.get().agreed_note == "Fewer children"
