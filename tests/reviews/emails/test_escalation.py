"""Does the mail before an escalation say who is told next, and when?"""

from datetime import timedelta

import pytest

from eclt_partners.notifications.models import LadderStep, Outgoing
from eclt_partners.notifications.services import compose_mail
from partners.choices import Stage
from partners.models import Partnership
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.services.planning import advance_reviews
from reviews.services.reminders import plan_reminders
from tests.mails.sample import as_sent, parsed
from tests.reviews.coalitions import second_lead
from tests.reviews.emails.reading import text_of
from tests.reviews.factories import answer_side, fresh, make_review
from tests.reviews.ladder import DUE, MONTH_LATE, keys, offset

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("planned_review", "foundation"),
]
MANAGER = "If nothing happens by 22 Mar 2027, the country manager will be told."
DIRECTOR = "If nothing happens by 19 Apr 2027, the director and the neutral helper will be told."


@pytest.fixture
def text(cast, mail_at):
    """The text that somebody gets on a day of the ladder."""

    def on_day(days: int, name: str) -> str:
        advance_reviews(now=offset(days, 10))
        return text_of(mail_at(offset(days, 10), keys(cast, name)[0]))

    return on_day


@pytest.mark.parametrize(
    ("days", "name", "words"),
    [
        (14, "amina", MANAGER),
        (14, "gift", MANAGER),
        (MONTH_LATE, "brian", DIRECTOR),
        (MONTH_LATE, "brian", "Please call before 19 Apr 2027."),
    ],
)
def test_the_mail_before_says_so(text, days, name, words) -> None:
    assert words in text(days, name)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (60, "If nothing is decided by 22 Jul 2027, what we know"),
        (90, "This partnership is three months late in taking stock."),
    ],
)
def test_what_is_known_counts_from_the_last_review_not_from_an_earlier_day(
    cast, text, days, words
) -> None:
    make_review(cast, state=ReviewState.COMPLETED)
    following = Review.objects.filter(state=ReviewState.SCHEDULED)
    following.update(due_on=DUE, round=2)
    said = text(days, "dan")
    assert words in said
    assert "is out of date" not in said


def test_where_nothing_is_known_nothing_gets_out_of_date(text) -> None:
    assert "what we know" not in text(60, "dan")


def test_the_day_is_that_on_which_the_next_mail_really_leaves(text) -> None:
    said = text(14, "amina")
    assert "22 Mar 2027" in said, "T+30 is a Saturday: Monday serves it"
    assert offset(MONTH_LATE).date().isoformat() == "2027-03-22"
    assert "Overdue" not in said


def test_a_step_that_is_not_in_use_is_not_announced(text) -> None:
    LadderStep.objects.filter(kind="REVIEW", audience="MANAGER").update(is_active=False)
    assert DIRECTOR in text(14, "amina")


def test_who_is_not_there_is_not_announced(cast, text) -> None:
    cast.brian.roles.filter(role="MANAGER").delete()
    cast.eve.roles.filter(role="FACILITATOR").delete()
    assert "If nothing happens by 19 Apr 2027, the director will be told." in text(
        14, "amina"
    )


def test_a_manager_is_offered_another_date_while_there_is_one(text) -> None:
    LadderStep.objects.filter(kind="REVIEW", audience="MANAGER").update(offset_days=8)
    Partnership.objects.update(stage=Stage.SHAPING)
    assert "or agree another date with a reason." in text(8, "brian")
    assert "It cannot be moved any more." in text(60, "dan")


def test_without_anybody_higher_up_nothing_is_announced(text) -> None:
    LadderStep.objects.filter(kind="REVIEW", offset_days__gte=30).update(
        is_active=False
    )
    assert "will be told" not in text(14, "amina")


def test_leads_count_what_is_missing_on_their_own_side(
    cast, text, planned_review
) -> None:
    advance_reviews(now=offset(-14))
    answer_side(fresh(planned_review), None, 4, now=offset(-10))
    assert "Missing on your side: 0" in text(14, "amina")
    assert "Missing on your side: 1" in text(14, "gift")


def test_leads_hear_how_far_the_review_can_be_moved(text, planned_review) -> None:
    Partnership.objects.filter(pk=planned_review.partnership_id).update(
        stage=Stage.SHAPING
    )
    last = DUE + timedelta(days=30)
    assert f"it can be moved until {last:%d %b %Y}" in text(14, "amina")


def test_of_answers_of_one_side_it_is_told_what_time_does_by_itself(
    cast, text, planned_review
) -> None:
    advance_reviews(now=offset(-14))
    answer_side(fresh(planned_review), None, 4, now=offset(-10))
    advance_reviews(now=offset(16))
    told = text(MONTH_LATE, "brian")
    assert "Missing: the partner's side" in told
    assert "If nobody decides by 4 May 2027, it ends without a health index" in told


def test_a_review_that_may_not_be_moved_says_so(text) -> None:
    Review.objects.update(is_closing=True)
    assert "This review cannot be moved now." in text(14, "amina")


def test_leads_of_a_coalition_read_which_partner_is_missing(
    cast, mail_at, planned_review
) -> None:
    lead = second_lead(cast)
    party = cast.malawi_partnership.parties.create(
        partner=lead.partner, partner_lead=lead, from_on=DUE
    )
    planned_review.sides.create(party=party, mode="INDIVIDUAL")
    planned_review.panelists.create(party=party, contact=lead)
    advance_reviews(now=offset(-14))
    for side in (None, cast.malawi_party):
        answer_side(fresh(planned_review), side, 4, now=offset(10))
    plan_reminders(now=offset(14, 10))
    compose_mail(now=offset(14, 10))

    ours, theirs = (written_to(f"contact:{person.pk}") for person in (cast.gift, lead))

    assert "Missing: Zuwa Union" in ours
    assert "Missing: Zuwa Union" in theirs
    assert "Missing on your side: 0" in ours
    assert "Missing on your side: 1" in theirs


def written_to(key: str) -> str:
    message = Outgoing.objects.get(recipient_key=key, state="queued")
    return text_of(parsed(as_sent(message, message.language, now=offset(14, 10))))
