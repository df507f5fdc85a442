"""Who is asked for the mail of the month in the own settings, and may leave it?"""

import pytest
from django.urls import reverse

from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.leaving import Ticket, address_of
from eclt_partners.notifications.models import LeftTopic
from eclt_partners.notifications.services.topics import left_topics
from tests.accounts.views.test_settings import FRENCH
from tests.cast import NOW

LABEL = "The mail of the month about your countries"
WISH = {**FRENCH, "language": "en-gb"}


@pytest.mark.parametrize("who", ["brian", "dan"])
def test_managers_and_directors_are_asked(cast, client, who) -> None:
    client.force_login(getattr(cast, who))
    assert LABEL in client.get(reverse("accounts:settings")).content.decode()


def test_an_officer_is_not_asked_and_an_earlier_choice_stays(cast, client) -> None:
    key = f"user:{cast.amina.pk}"
    LeftTopic.objects.create(recipient_key=key, topic=Topic.MONTHLY, left_at=NOW)
    client.force_login(cast.amina)
    page = client.get(reverse("accounts:settings")).content.decode()
    assert LABEL not in page
    client.post(reverse("accounts:settings"), WISH)
    assert left_topics(key) == {Topic.MONTHLY}


def test_a_manager_leaves_it_and_comes_back(cast, client) -> None:
    key = f"user:{cast.brian.pk}"
    client.force_login(cast.brian)
    client.post(reverse("accounts:settings"), WISH)
    assert left_topics(key) == {Topic.MONTHLY}
    client.post(reverse("accounts:settings"), {**WISH, "monthly": "on"})
    assert left_topics(key) == set()


def test_the_mail_itself_leads_to_a_page_that_says_what_is_left(
    db, client, settings
) -> None:
    address = address_of(Ticket("user:7", Topic.MONTHLY, "en-gb"))
    way_out = address.removeprefix(settings.SITE_URL)
    before = client.get(way_out).content.decode()
    assert "on the first working day of each month" in before
    after = client.post(way_out).content.decode()
    assert "You get no mail of the month about your countries." in after
    assert "Send the mail of the month again" in after
    assert left_topics("user:7") == {Topic.MONTHLY}
