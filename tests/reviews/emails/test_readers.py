"""Is what many letters are about read at once?"""

import pytest
from django.utils import translation

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from reviews.emails.readers import matters_of_messages
from reviews.services.planning import advance_reviews
from reviews.services.reminders import plan_reminders
from tests.reviews.ladder import offset

pytestmark = pytest.mark.django_db
TWO_WEEKS_BEFORE = offset(-14, 10)


@pytest.fixture
def invited(planned_review):
    """The messages of the day on which raters are invited."""
    advance_reviews(now=TWO_WEEKS_BEFORE)
    plan_reminders(now=TWO_WEEKS_BEFORE)
    compose_mail(now=TWO_WEEKS_BEFORE)
    return list(Outgoing.objects.order_by("id"))


def test_letters_ask_nothing_after_gathering(invited, django_assert_num_queries):
    letters.gather(invited, now=TWO_WEEKS_BEFORE)
    with django_assert_num_queries(0), translation.override("en-gb"):
        subjects = {letters.write(m, now=TWO_WEEKS_BEFORE).subject for m in invited}
    assert subjects == {"Time to take stock: Nyali Trust, 10 questions by 18 Feb 2027"}
    assert len(invited) > 1


def test_gathering_costs_the_same_for_one_and_for_all(
    invited, django_assert_max_num_queries
):
    for some in (invited[:1], invited):
        PartnerLink.objects.all().delete()
        with django_assert_max_num_queries(14):
            matters_of_messages(some, now=TWO_WEEKS_BEFORE)


def test_each_reader_has_an_own_address(invited):
    found = matters_of_messages(invited, now=TWO_WEEKS_BEFORE)
    assert set(found) == {message.pk for message in invited}
    assert len({matter.reader.name for matter in found.values()}) == len(invited)


def test_a_message_whose_reminder_was_taken_back_is_left_out(invited):
    Reminder.objects.filter(outgoing=invited[0]).update(state=ReminderState.CANCELLED)
    found = matters_of_messages(invited, now=TWO_WEEKS_BEFORE)
    assert set(found) == {message.pk for message in invited[1:]}
    letters.gather(invited, now=TWO_WEEKS_BEFORE)
    with pytest.raises(letters.NothingToSayError):
        letters.write(invited[0], now=TWO_WEEKS_BEFORE)
