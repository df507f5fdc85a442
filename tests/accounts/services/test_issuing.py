"""Do many links come about as one by one, only quicker?"""

from datetime import datetime, timedelta
from hashlib import sha256

import pytest

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.issuing import LinkWish, issue_links
from eclt_partners.accounts.services.links import token_of
from eclt_partners.audit.models import AuditEntry
from tests.cast import Cast


def wish(cast: Cast, now: datetime, subject_id: int, days: int = 30) -> LinkWish:
    return LinkWish(
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.REVIEW,
        subject_id=subject_id,
        expires_at=now + timedelta(days=days),
    )


def test_many_wishes_give_the_links_that_one_by_one_would(cast, now):
    (link,) = issue_links([wish(cast, now, 7)], now=now)
    found = issue_links(
        [wish(cast, now, 8), wish(cast, now, 7, days=60), wish(cast, now, 8)], now=now
    )
    assert [each.subject_id for each in found] == [8, 7, 8]
    assert found[0].pk == found[2].pk
    assert found[1] == link
    found[0].refresh_from_db()
    assert found[0].token_hash == sha256(token_of(found[0]).encode()).hexdigest()
    assert PartnerLink.objects.get(pk=link.pk).expires_at == now + timedelta(days=60)
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == [
        "accounts.link.issued",
        "accounts.link.issued",
    ]


@pytest.mark.parametrize("many", [1, 20])
def test_the_queries_for_links_do_not_grow_with_their_number(
    cast, now, many, django_assert_max_num_queries
):
    wishes = [wish(cast, now, number) for number in range(many)]
    with django_assert_max_num_queries(8):
        issue_links(wishes, now=now)
