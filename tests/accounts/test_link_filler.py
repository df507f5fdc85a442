"""Does a mail hold the personal links of its reader, and of nobody else?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.link_filler import addresses_of
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.accounts.services.links import url_of
from eclt_partners.notifications.links import Opening, placeholder
from eclt_partners.notifications.messages import wire_format
from eclt_partners.notifications.models import Outgoing

DAY = timedelta(days=1)


@pytest.fixture
def link(cast) -> PartnerLink:
    """The link of Gift."""
    now = timezone.now()
    return issue_link(
        now=now,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.HOME,
        subject_id=cast.malawi_partnership.pk,
        expires_at=now + DAY,
    )


def test_a_link_is_known_with_the_person_whose_it_is(cast, link):
    opening = Opening(f"contact:{cast.gift.pk}", url_of(link))
    assert addresses_of({link.pk, 999_999}) == {link.pk: opening}


@pytest.mark.parametrize("ended", ["revoked_at", "expires_at"])
def test_a_link_that_ended_has_no_address(link, ended):
    PartnerLink.objects.update(
        created_at=timezone.now() - 2 * DAY, **{ended: timezone.now() - DAY}
    )
    assert addresses_of({link.pk})[link.pk].address == ""


def mail(reader: str, words: str) -> str:
    """Return a mail as it leaves, on one line."""
    message = Outgoing(
        recipient_key=reader,
        to_address="reader@example.org",
        message_id="<1@example.org>",
        subject="A subject",
        text_body=words,
        created_at=timezone.now(),
    )
    return wire_format(message).decode().replace("=\r\n", "")


def test_the_mail_of_a_contact_holds_the_contacts_own_link(cast, link):
    assert url_of(link) in mail(f"contact:{cast.gift.pk}", placeholder(link.pk))


def test_a_placeholder_that_somebody_typed_hands_no_link_to_other_readers(cast, link):
    for reader in (f"contact:{cast.grace.pk}", f"user:{cast.gift.pk}"):
        words = mail(reader, f"The topic: {placeholder(link.pk)}")
        assert placeholder(link.pk) in words
        assert url_of(link) not in words
