"""The moment, the people and the review that the pages of these tests are about."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink, User
from eclt_partners.accounts.services import issuing, links
from partners.models import Contact
from reviews.models import Review
from tests.cast import Cast
from tests.reviews.factories import make_review

BACKEND = "eclt_partners.accounts.backends.PersonBackend"


@pytest.fixture(autouse=True)
def the_moment(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def review(cast: Cast, now: datetime) -> Review:
    return make_review(cast, now=now)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in


@pytest.fixture
def link_for(now: datetime) -> Callable[..., PartnerLink]:
    def make(
        contact: Contact, review: Review, purpose: LinkPurpose = LinkPurpose.REVIEW
    ) -> PartnerLink:
        is_home = purpose == LinkPurpose.HOME
        return issuing.issue_link(
            now=now,
            contact_id=contact.pk,
            partnership_id=review.partnership_id,
            country_id=review.partnership.country_id,
            purpose=purpose,
            subject_id=review.partnership_id if is_home else review.pk,
            expires_at=now + timedelta(days=30),
        )

    return make


@pytest.fixture
def enter() -> Callable[[PartnerLink], Client]:
    def entered(link: PartnerLink) -> Client:
        client = Client()
        client.post(f"/r/{links.token_of(link)}/")
        return client

    return entered
