"""Somebody of a partner says "I am not the right person", behind any link in a mail."""

import pytest
from django.urls import reverse

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.accounts.services import links
from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications import letters
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import NotForMe, Outgoing, Reminder
from partners.models import PartnershipParty
from reviews.services.not_me import matter_of_link
from reviews.services.reminders import plan_reminders
from tests.notifications.owing import owe

NAMED = {"named": "Hope Banda", "named_address": "hope@partner.example"}


@pytest.fixture
def link(cast, review, link_for):
    return link_for(cast.gift, review)


@pytest.fixture
def address(link):
    return f"/r/{links.token_of(link)}/not-me/"


def body(response) -> str:
    return response.content.decode()


def lead_letter(now) -> letters.Letter:
    return letters.write(Outgoing.objects.get(letter="reviews.not_me"), now=now)


def test_looking_changes_nothing(client, address):
    entries = AuditEntry.objects.count()
    for method in (client.get, client.head):
        assert method(address).status_code == 200
    assert "We will no longer ask you to answer this review." in body(
        client.get(address)
    )
    assert (AuditEntry.objects.count(), NotForMe.objects.count()) == (entries, 0)


def test_the_landing_page_leads_there(client, address):
    assert f'href="{address}"' in body(client.get(address.removesuffix("not-me/")))


def test_the_button_ends_the_reminders_and_gives_the_seat_back(
    client, address, review, cast
):
    key = f"contact:{cast.gift.pk}"
    reminder = owe(
        subject_id=review.pk, recipient_key=key, partnership_id=review.partnership_id
    )
    other = owe(subject_id=review.pk + 1, recipient_key=key)
    answer = client.post(address, NAMED, follow=True)
    assert "Thank you for telling us" in body(answer)
    for row in (reminder, other):
        row.refresh_from_db()
    assert (reminder.state, other.state) == ("CANCELLED", "PLANNED")
    assert review.panelists.get(contact=cast.gift).left_at is not None


def test_the_lead_hears_whom_the_person_named(client, address, now, cast):
    client.post(address, NAMED)
    message = Outgoing.objects.get(letter="reviews.not_me")
    assert message.to_address == cast.amina.email
    letter = lead_letter(now)
    assert "Gift says: I am not the right person." in letter.text
    assert "hope@partner.example" in letter.text
    assert "Hope" not in str(message.facts)


def test_where_the_lead_moved_a_manager_hears_it_and_why(client, address, now, cast):
    RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)
    client.post(address, NAMED)
    message = Outgoing.objects.get(letter="reviews.not_me")
    assert message.recipient_key == f"user:{cast.brian.pk}"
    assert "because you manage this country" in lead_letter(now).text


def test_nobody_is_added_by_a_name_alone(client, address, cast):
    before = cast.nyali.contacts.count()
    client.post(address, NAMED)
    assert cast.nyali.contacts.count() == before
    assert not Outgoing.objects.filter(to_address="hope@partner.example").exists()


def test_said_twice_it_counts_once(client, address):
    for _press in range(2):
        client.post(address, NAMED)
    assert NotForMe.objects.count() == 1
    assert Outgoing.objects.filter(letter="reviews.not_me").count() == 1


def test_an_address_that_is_none_keeps_what_was_typed(client, address):
    answer = client.post(address, {"named": "Hope Banda", "named_address": "hope"})
    assert "Hope Banda" in body(answer)
    assert not NotForMe.objects.exists()


def test_who_said_it_is_planned_no_reminder_but_others_are(
    client, address, review, now, cast
):
    client.post(address, {})
    plan_reminders(now=now)
    planned = Reminder.objects.filter(subject_id=review.pk, state="PLANNED")
    keys = set(planned.values_list("recipient_key", flat=True))
    assert f"contact:{cast.gift.pk}" not in keys
    why = Reminder.objects.filter(recipient_key=f"contact:{cast.gift.pk}")
    assert set(why.values_list("why", flat=True)) <= {"not the right person", "missed"}


@pytest.mark.parametrize(
    ("purpose", "kind", "is_one"),
    [
        (LinkPurpose.CONFIRM, "REVIEW", True),
        (LinkPurpose.HOME, "COMMITMENT", False),
        (LinkPurpose.SIGN, "RENEGOTIATION", True),
        (LinkPurpose.RENEGOTIATION, "RENEGOTIATION", True),
        (LinkPurpose.AFTER_CHECK, "AFTER_CHECK", True),
    ],
)
def test_every_kind_of_mail_to_partners_has_its_matter(
    client, cast, review, link_for, purpose, kind, is_one
):
    link = link_for(cast.gift, review, purpose)
    matter = matter_of_link(link)
    assert (matter.kind, matter.subject_id is not None) == (kind, is_one)
    assert client.get(f"/r/{links.token_of(link)}/not-me/").status_code == 200


def test_a_link_that_does_not_hold_opens_nothing(client, address, cast, now):
    wrong = client.post(f"/r/{'x' * 43}/not-me/", {})
    assert wrong.status_code == 404
    PartnershipParty.objects.update(partner_lead=None)
    cast.gift.left_on = now.date()
    cast.gift.save(update_fields=["left_on"])
    assert client.post(address, {}).status_code == 404
    assert not NotForMe.objects.exists()


def test_the_foundation_sees_to_it_and_the_name_is_forgotten(
    client, address, sign_in, cast, now
):
    client.post(address, NAMED)
    said = NotForMe.objects.get()
    amina = sign_in(cast.amina)
    page = reverse("partners:contact_mail", args=[cast.gift.pk])
    shown = body(amina.get(page))
    assert "Hope Banda, hope@partner.example" in shown
    form = reverse("partners:contact_new", args=[cast.nyali.pk])
    assert 'value="Hope Banda"' in body(amina.get(f"{form}?said={said.pk}"))
    see_to = reverse("partners:contact_not_me", args=[cast.gift.pk, said.pk])
    amina.post(see_to, {"seen": ""})
    said.refresh_from_db()
    assert (said.named, said.settled_by) == ("", f"user:{cast.amina.pk}")
    with pytest.raises(NothingToSayError):
        lead_letter(now)
    amina.post(see_to, {"again": ""})
    said.refresh_from_db()
    assert said.taken_back_at is not None


def test_a_name_given_elsewhere_is_not_shown_to_another_country(
    client, address, sign_in, cast
):
    client.post(address, NAMED)
    said = NotForMe.objects.get()
    form = reverse("partners:contact_new", args=[cast.kasanyi.pk])
    shown = body(sign_in(cast.chloe).get(f"{form}?said={said.pk}"))
    assert "Hope Banda" not in shown
