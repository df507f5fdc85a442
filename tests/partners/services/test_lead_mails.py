"""Who leads a side, or is the head of a partner, from now on is told so once."""

from datetime import datetime, timedelta

import pytest

from eclt_partners.common.words import plain_date
from eclt_partners.notifications import letters
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing
from partners.choices import Stage
from partners.models import Contact, Partnership
from partners.services.contacts import ContactFields, add_contact, change_contact
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.services.planning import advance_reviews
from tests.agreements.table import accepted, raised, ready, sign
from tests.cast import NOW, TODAY, Cast
from tests.partners.services.test_leads import another, change
from tests.reviews.factories import make_review

TIYA = ContactFields(
    job_title="",
    name="Tiya",
    email="tiya@partner.example",
    phone="1",
    channel="EMAIL",
    language="en",
    time_zone="Africa/Blantyre",
    is_head=True,
)


def told(letter: str = "lead.new") -> list[str]:
    found = Outgoing.objects.filter(letter=letter).order_by("pk")
    return list(found.values_list("to_address", flat=True))


def text_of(letter: str = "lead.new", *, now: datetime = NOW) -> str:
    """Return the last letter as it would leave."""
    message = Outgoing.objects.filter(letter=letter).latest("pk")
    return letters.write(message, now=now).text


def tiya(cast: Cast) -> Contact:
    return another(cast, email="tiya@partner.example")


def test_a_new_lead_of_the_foundation_is_told(cast) -> None:
    change(cast, lead="brian")

    assert told() == [cast.brian.email]
    text = text_of()
    assert "From now on you lead this partnership for the foundation." in text
    assert f"Led until now by: {cast.amina.name}" in text
    assert f"/partnerships/{cast.malawi_partnership.pk}/hand-over/" in text


@pytest.mark.parametrize("stage", [Stage.CONCLUDED, Stage.NOT_PURSUED])
def test_where_nothing_more_is_asked_nobody_is_told(cast, stage) -> None:
    Partnership.objects.update(stage=stage)
    cast.malawi_partnership.refresh_from_db()
    change(cast, lead="brian", partner_lead=tiya(cast))

    assert told() == []


def test_a_new_lead_of_the_partner_is_told_with_an_own_link(cast) -> None:
    change(cast, partner_lead=tiya(cast))

    assert told() == ["tiya@partner.example"]
    text = text_of()
    assert "From now on you lead this partnership for your organisation." in text
    assert f"Led until now by: {cast.gift.name}" in text
    assert "Your link works until: " in text


def test_the_mail_says_which_review_is_overdue(cast) -> None:
    make_review(cast, state=ReviewState.OPEN, due_on=TODAY)

    change(cast, lead="brian")

    late = NOW + timedelta(days=9)
    assert "Overdue review: answers were due on " in text_of(now=late)


def test_of_an_overdue_review_that_was_moved_the_mail_says_both_days(cast) -> None:
    """Another mail of the same hour asks for answers by the later one."""
    moved = TODAY + timedelta(days=30)
    review = make_review(cast, state=ReviewState.OPEN, due_on=TODAY)
    Review.objects.filter(pk=review.pk).update(due_on=moved)

    change(cast, lead="brian")

    said = f"answers are due on {plain_date(moved)}, first due on {plain_date(TODAY)}"
    assert f"Overdue review: {said}" in text_of(now=NOW + timedelta(days=9))


def test_the_short_review_that_a_new_lead_brings_stands_in_the_mail(cast) -> None:
    change(cast, lead="brian")
    message = Outgoing.objects.get(letter="lead.new")

    advance_reviews(now=NOW + timedelta(seconds=30))

    assert message.due_at > NOW + timedelta(seconds=60)
    assert "Short pulse: answers are due on " in text_of()


def test_who_takes_a_partnership_over_is_not_told_what_was_just_done(cast) -> None:
    change(cast, lead=None)
    change(cast, lead="amina")

    assert told() == []


def test_nothing_changed_tells_nobody(cast) -> None:
    change(cast)

    assert told() == []


def test_a_lead_without_an_address_is_told_by_nobody_here(cast) -> None:
    change(cast, partner_lead=another(cast))

    assert told() == []


def test_a_choice_that_was_taken_back_at_once_is_not_mailed(cast) -> None:
    change(cast, lead="brian")
    change(cast, lead="amina")

    assert told() == [cast.brian.email]
    with pytest.raises(NothingToSayError):
        text_of()


def test_a_head_after_another_one_is_told(cast) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(is_head=True)

    add_contact(actor=cast.actor("amina"), now=NOW, partner=cast.nyali, fields=TIYA)

    assert told("lead.head") == ["tiya@partner.example"]
    assert "From now on you are the head of Nyali Trust for us." in text_of("lead.head")


def test_a_new_head_hears_of_a_text_that_waits_to_be_signed(cast) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(is_head=True)
    waits = "A text waits to be signed now"

    add_contact(actor=cast.actor("amina"), now=NOW, partner=cast.nyali, fields=TIYA)
    assert waits not in text_of("lead.head")

    ready(cast)
    accepted(cast, raised(cast))
    assert waits in text_of("lead.head")


def test_a_new_head_hears_nothing_of_a_text_that_the_partner_signed(cast) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(is_head=True)
    ready(cast)
    sign(cast, accepted(cast, raised(cast)), "gift")

    add_contact(actor=cast.actor("amina"), now=NOW, partner=cast.nyali, fields=TIYA)

    assert "When a text is ready to be signed, we write" in text_of("lead.head")


def test_a_person_who_becomes_the_head_is_told_once(cast) -> None:
    Contact.objects.filter(pk=cast.gift.pk).update(is_head=True)
    person = tiya(cast)

    for _again in range(2):
        change_contact(actor=cast.actor("amina"), now=NOW, contact=person, fields=TIYA)

    assert told("lead.head") == ["tiya@partner.example"]


def test_the_first_head_of_a_partner_is_no_news(cast) -> None:
    Contact.objects.update(is_head=False)

    add_contact(actor=cast.actor("amina"), now=NOW, partner=cast.nyali, fields=TIYA)

    assert told("lead.head") == []
