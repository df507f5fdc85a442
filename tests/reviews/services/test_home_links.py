"""A person of a partner gets the page of the partnership by mail."""

from datetime import timedelta

import pytest

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.links import find_by_token, revoke, token_of
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.notifications.models import Outgoing
from reviews.emails.links import home
from reviews.services.home_links import send_home_link
from tests.reviews.factories import link_actor


def send(cast, now, actor, contact=None):
    send_home_link(
        actor=actor,
        now=now,
        partnership=cast.malawi_partnership,
        contact=contact or cast.gift,
    )


def test_an_officer_sends_it_and_it_holds_for_a_year(cast, now) -> None:
    send(cast, now, cast.actor("amina"))
    link = PartnerLink.objects.get()
    assert (link.purpose, link.subject_id) == (
        LinkPurpose.HOME,
        cast.malawi_partnership.pk,
    )
    assert link.expires_at == now + timedelta(days=365)


def test_the_mail_says_what_the_page_is_for(cast, now, settings) -> None:
    settings.FOUNDATION_NAME = "ECLT Foundation"
    send(cast, now, cast.actor("amina"))
    letter = home(Outgoing.objects.get(), now=now)
    assert letter.subject == "Your page of our partnership: Nyali Trust"
    assert "what both sides promised" in letter.text
    assert f"[[link:{PartnerLink.objects.get().pk}]]" in letter.text


def test_pressing_twice_sends_one_mail(cast, now) -> None:
    for _time in range(2):
        send(cast, now, cast.actor("amina"))
    assert Outgoing.objects.count() == 1


def test_a_closed_link_opens_again_when_an_officer_sends_it(cast, now) -> None:
    send(cast, now, cast.actor("amina"))
    link = PartnerLink.objects.get()
    old = token_of(link)
    revoke(actor=cast.actor("amina"), link=link, now=now)
    send(cast, now, cast.actor("amina"))
    link.refresh_from_db()
    assert find_by_token(token_of(link), now=now) == link
    assert find_by_token(old, now=now) is None
    assert Outgoing.objects.count() == 2


def test_who_asks_for_the_own_closed_link_is_told_so_and_gets_no_mail(
    cast, now
) -> None:
    send(cast, now, cast.actor("amina"))
    revoke(actor=cast.actor("amina"), link=PartnerLink.objects.get(), now=now)
    with pytest.raises(InvalidInput, match="closed your link"):
        send(
            cast,
            now,
            link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.REVIEW),
        )
    assert PartnerLink.objects.get().revoked_at == now
    assert Outgoing.objects.count() == 1


def test_somebody_who_answers_may_ask_for_the_own_page(cast, now) -> None:
    send(cast, now, link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.REVIEW))
    assert Outgoing.objects.count() == 1


def test_nobody_asks_for_somebody_else(cast, now, zuwa) -> None:
    actor = link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.REVIEW)
    with pytest.raises(NotPermitted):
        send(cast, now, actor, zuwa)


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "sam"])
def test_who_registers_nobody_here_sends_no_link(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        send(cast, now, cast.actor(who))


def test_a_person_of_another_partner_is_refused(cast, now) -> None:
    with pytest.raises(InvalidInput):
        send(cast, now, cast.actor("amina"), cast.grace)


def test_somebody_without_an_address_is_refused_in_words(cast, now) -> None:
    cast.gift.email = ""
    cast.gift.channel = "PHONE"
    cast.gift.phone = "+265 1"
    cast.gift.save()
    with pytest.raises(InvalidInput) as refusal:
        send(cast, now, cast.actor("amina"))
    assert refusal.value.problems == {"": "This person cannot be reached by mail."}
