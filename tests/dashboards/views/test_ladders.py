"""Can an administrator read, change and look ahead with a ladder of reminders?"""

import re
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.dashboards.selectors.ladders import ladder_mark, steps_of
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.models import LadderStep, Reminder
from reviews.selectors.reminders import LADDERS
from tests.dashboards.views.pages import client_of, queries_of

pytestmark = pytest.mark.django_db
REVIEW = ReminderKind.REVIEW


def address(kind: str = "review") -> str:
    return reverse("dashboards:ladder", args=[kind])


def typed(kind: ReminderKind = REVIEW, **changes: str) -> dict[str, str]:
    """What the form of a ladder sends; `changes` name a field by code and name."""
    sent = {"seen": ladder_mark(steps_of(kind)), "do": "look"}
    for step in steps_of(kind):
        values = {
            "days": str(abs(step.offset_days)),
            "when": "before" if step.offset_days <= 0 else "after",
            "audience": step.audience,
            "is_active": "on" if step.is_active else "",
            "counts_for_cap": "on" if step.counts_for_cap else "",
        }
        named = {f"s{step.pk}-{name}": value for name, value in values.items()}
        sent |= {name: value for name, value in named.items() if value}
    return {**sent, **changes}


def field(code: str, name: str, kind: ReminderKind = REVIEW) -> str:
    return f"s{LadderStep.objects.get(kind=kind, code=code).pk}-{name}"


def text_of(response) -> str:
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_the_list_says_every_step_in_words(cast):
    page = text_of(client_of(cast.ada).get(reverse("dashboards:ladders")))
    assert "14 days before answers are due: <strong>Everyone who answers" in page
    assert "On the day the promise is due" in page
    assert "After 7 days of waiting: <strong>Whoever is waited for" in page
    assert "1 day after the report: <strong>The other side" in page


def test_the_list_has_the_colons_of_french(cast):
    client = client_of(cast.ada)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    page = client.get(reverse("dashboards:ladders")).content.decode()
    assert re.search(r"échéance des réponses\u202f: <strong>", unescape(page))


@pytest.mark.parametrize("kind", list(LADDERS))
def test_every_ladder_can_be_opened_and_looked_at_unchanged(cast, kind):
    client = client_of(cast.ada)
    assert client.get(address(kind.lower())).status_code == 200
    page = text_of(client.post(address(kind.lower()), typed(kind)))
    assert "In these 90 days everybody gets the same reminders as now." in page


def test_an_unknown_ladder_is_missing(cast):
    assert client_of(cast.ada).get(address("nothing")).status_code == 404


@pytest.mark.usefixtures("planned_review")
def test_the_preview_shows_numbers_and_saves_nothing(cast, time_machine):
    time_machine.move_to("2027-01-25T09:00:00Z", tick=False)
    client = client_of(cast.ada)
    sent = typed(**{field("T-14", "is_out"): "on"})
    page = text_of(client.post(address(), sent))
    assert "Reminders by week" in page
    assert "setting up alone does not open partnerships" in page
    assert "Nyali" not in page
    assert not LadderStep.objects.filter(taken_out_at__isnull=False).exists()
    assert not Reminder.objects.exists()


@pytest.mark.usefixtures("planned_review")
def test_the_preview_names_people_to_those_who_read_the_ledger(cast, time_machine):
    time_machine.move_to("2027-01-25T09:00:00Z", tick=False)
    RoleAssignment.objects.create(user=cast.ada, role=Role.AUDITOR)
    sent = typed(**{field("T-14", "is_out"): "on"})
    page = text_of(client_of(cast.ada).post(address(), sent))
    assert "Gift" in page
    assert "No longer sent" in page


def test_the_preview_carries_what_was_typed_and_can_be_saved(cast):
    client = client_of(cast.ada)
    sent = typed(**{field("T-14", "days"): "10"})
    page = client.post(address(), sent).content.decode()
    kept = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    )
    kept.pop("csrfmiddlewaretoken", None)
    saved = client.post(address(), {**kept, "do": "save"}, follow=True)
    assert "Mails that went out are not sent again." in text_of(saved)
    assert LadderStep.objects.get(kind=REVIEW, code="T-10").is_active
    history = text_of(client.get(address()))
    assert "Added: 10 days before answers are due" in history
    assert "Taken out: 14 days before answers are due" in history


def test_going_back_keeps_what_was_typed(cast):
    sent = typed(**{field("T-14", "days"): "11"}, do="back")
    page = client_of(cast.ada).post(address(), sent).content.decode()
    assert 'value="11"' in page
    assert "There is a problem" not in page


def test_a_step_is_added(cast):
    sent = typed(
        **{
            "new-days": "5",
            "new-when": "after",
            "new-letter": "review.leads_count",
            "new-audience": "LEADS",
        },
        do="save",
    )
    client_of(cast.ada).post(address(), sent)
    step = LadderStep.objects.get(kind=REVIEW, code="T+5")
    assert (step.letter, step.audience) == ("review.leads_count", "LEADS")


def test_a_step_that_was_begun_is_asked_for_its_rest(cast):
    page = text_of(client_of(cast.ada).post(address(), typed(**{"new-days": "5"})))
    assert "Choose before or after" in page
    assert "Choose which mail goes out" in page
    assert "Choose who gets it" in page


@pytest.mark.parametrize(
    ("code", "changes", "words"),
    [
        ("T-14", {"days": "30"}, "Two steps are on this day"),
        ("T+30", {"days": "0"}, "Managers and directors are told after the due date"),
        ("T+7", {"days": "20"}, "A review closes 16 days after answers were due"),
        ("T-30", {"days": "120"}, "Choose a day from 90 days before to 180 days after"),
        ("T-14", {"days": "x"}, "must be a whole number"),
    ],
)
def test_what_makes_no_sound_ladder_is_said_beside_the_step(cast, code, changes, words):
    named = {field(code, name): value for name, value in changes.items()}
    page = text_of(client_of(cast.ada).post(address(), typed(**named)))
    assert "There is a problem" in page
    assert words in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"audience": "RATERS"}, "This mail is not written for these people"),
        ({"counts_for_cap": "on"}, "Only mails to those who answer count"),
        ({"when": "before"}, "Managers and directors are told after the due date"),
    ],
)
def test_a_new_step_that_makes_no_sense_is_refused(cast, changes, words):
    new = {
        "days": "40",
        "when": "after",
        "letter": "review.overdue",
        "audience": "MANAGER",
        **changes,
    }
    sent = typed(**{f"new-{name}": value for name, value in new.items()})
    page = text_of(client_of(cast.ada).post(address(), sent))
    assert "There is a problem" in page
    assert words in page


def test_a_ladder_without_any_step_is_refused(cast):
    kind = ReminderKind.AFTER_CHECK
    out = {field(step.code, "is_out", kind): "on" for step in steps_of(kind)}
    page = text_of(client_of(cast.ada).post(address("after_check"), typed(kind, **out)))
    assert "Leave at least one step in use" in page


def test_a_fifth_mail_to_those_who_answer_is_refused(cast):
    sent = typed(
        **{
            "new-days": "10",
            "new-when": "before",
            "new-letter": "review.short_reminder",
            "new-audience": "RATERS_NOT_DONE",
        }
    )
    page = text_of(client_of(cast.ada).post(address(), sent))
    assert "Keep at most 4 steps in use" in page


def test_two_administrators_do_not_overwrite_each_other(cast):
    client = client_of(cast.ada)
    first = typed(**{field("T-14", "days"): "10"}, do="save")
    second = typed(**{field("T-3", "days"): "4"}, do="save")
    assert client.post(address(), first).status_code == 302
    assert client.post(address(), second).status_code == 409


def test_the_pages_ask_little(cast):
    client = client_of(cast.ada)
    assert queries_of(client, reverse("dashboards:ladders")) <= 8
    assert queries_of(client, address()) <= 8
