"""Do those who are waited for hear of it, when and as long as the rule says?"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from agreements.choices import ProposalState, SizeClass
from agreements.emails import waiting, waiting_row
from agreements.models import Renegotiation
from agreements.rules.clocks import Clock, Wait
from agreements.rules.patience import reminder_days
from agreements.selectors.signers import foundation_signers
from agreements.selectors.tables import clock_of, wait_number, with_moments
from agreements.services.accepting import accept_proposal
from agreements.services.endings import park, resume, withdraw
from agreements.services.raising import acknowledge
from agreements.services.talking import TableTalk, record_talk
from agreements.services.waiting import WAITING, plan_waiting
from agreements.surveys import tables
from agreements.tasks import plan_waiting as task
from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail, upcoming_of
from partners.choices import OwnerSide
from partners.models import Contact
from tests.agreements.coalitions import table_of_three
from tests.agreements.table import (
    accepted,
    changed,
    gift,
    proposed,
    raised,
    ready,
    sign,
)
from tests.cast import NOW
from tests.mails.foot import without_foot

TALK = TableTalk(date(2026, 11, 23), "Amina, Gift", "English", "Fewer children")


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://site.example"


def at(days: int) -> datetime:
    return NOW + timedelta(days=days)


def planned() -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(state=ReminderState.PLANNED)
    return sorted(rows.values_list("step", "recipient_key"))


def _raised(cast) -> Renegotiation:
    return raised(cast)


def _read(cast) -> Renegotiation:
    table = raised(cast)
    return acknowledge(actor=cast.actor("amina"), now=at(1), renegotiation=table)


def _talked(cast) -> Renegotiation:
    table = raised(cast)
    record_talk(actor=gift(cast), now=at(2), renegotiation=table, talk=TALK)
    return table


def _talked_before(cast) -> Renegotiation:
    """They had talked a week before one of them raised it."""
    table = raised(cast)
    talk = replace(TALK, held_on=date(2026, 11, 16))
    record_talk(actor=gift(cast), now=at(2), renegotiation=table, talk=talk)
    return table


def _proposed(cast) -> Renegotiation:
    table = raised(cast)
    proposed(gift(cast), table)
    return table


def _countered(cast) -> Renegotiation:
    table = _proposed(cast)
    proposed(cast.actor("amina"), table, change=lambda terms: terms)
    return table


def _accepted(cast) -> Renegotiation:
    return accepted(cast, raised(cast)).renegotiation


def _accepted_for_soon(cast) -> Renegotiation:
    """After the first day of a text nobody signs it: that is the last day to do so."""
    begins = NOW.date() + timedelta(days=12)
    return accepted(
        cast, raised(cast), lambda terms: replace(changed(terms), effective_from=begins)
    ).renegotiation


def _signed_by_one(cast) -> Renegotiation:
    ready(cast)
    proposal = accepted(cast, raised(cast))
    sign(cast, proposal, "brian")
    return proposal.renegotiation


def _resumed(cast) -> Renegotiation:
    table = raised(cast)
    park(actor=gift(cast), now=NOW, renegotiation=table, until=date(2027, 2, 1))
    return resume(actor=gift(cast), now=at(3), renegotiation=table)


def _put_aside(cast) -> Renegotiation:
    table = raised(cast)
    until = date(2026, 11, 25)
    return park(actor=gift(cast), now=NOW, renegotiation=table, until=until)


STORIES = (
    _raised,
    _read,
    _talked,
    _talked_before,
    _proposed,
    _countered,
    _accepted,
    _accepted_for_soon,
    _signed_by_one,
    _resumed,
    _put_aside,
)


def _ours(table: Renegotiation, clock: Clock) -> set[str]:
    """Who is waited for at the foundation: the lead, or who may sign."""
    lead = table.agreement.partnership.foundation_lead
    people = {lead.pk}
    if clock.wait is Wait.SIGN:
        paper = table.proposals.get(state=ProposalState.ACCEPTED)
        size = SizeClass(paper.size_class)
        people = {each.pk for each in foundation_signers(table.agreement, size)}
    return {f"user:{pk}" for pk in people}


@pytest.mark.parametrize("story", STORIES)
def test_the_statement_says_what_the_rule_says(cast, story) -> None:
    """The clock of the rules is the reference model of the SQL."""
    made = story(cast)
    table = with_moments(Renegotiation.objects.all()).get(pk=made.pk)
    clock = clock_of(table)
    assert clock is not None
    ours, theirs = _ours(table, clock), {f"contact:{cast.gift.pk}"}
    people = {"FOUNDATION": ours, "PARTNER": theirs, "JOINT": ours | theirs}

    for day in range(40):
        plan_waiting(now=at(day))

    rows = Reminder.objects.all()
    assert {row.recipient_key for row in rows} == people[clock.waiting_for.value]
    assert {row.due_on for row in rows} == {clock.due_on}
    assert {row.round for row in rows} == {wait_number(table, clock)}
    steps = {f"T+{(day - clock.since).days}" for day in reminder_days(clock)}
    assert {row.step for row in rows} == steps
    # The second look at what is owed says the same.
    assert {each.recipient_key for each in tables(at(30))} == people[
        clock.waiting_for.value
    ]
    first = rows.order_by("send_at").first()
    assert first is not None
    assert first.send_at.date() >= reminder_days(clock)[0]


@pytest.mark.parametrize("writer", ["gift", "amina"])
def test_of_a_coalition_only_who_has_not_accepted_is_waited_for(cast, writer) -> None:
    table = table_of_three(cast)
    sides = {"gift": gift(cast), "amina": cast.actor("amina")}
    paper = proposed(sides.pop(writer), table)
    (answers,) = sides.values()
    zola = f"contact:{Contact.objects.get(name='Zola').pk}"
    plan_waiting(now=at(7))
    assert {key for _step, key in planned()} == {zola, answers.key}

    accept_proposal(actor=answers, now=at(7), proposal=paper, seen_hash=paper.text_hash)
    assert {key for _step, key in planned()} == {zola}
    plan_waiting(now=at(14))

    assert [key for step, key in planned() if step == "T+14"] == [zola]
    found = with_moments(Renegotiation.objects.all()).get(pk=table.pk)
    clock = clock_of(found)
    assert clock is not None
    assert clock.waiting_for == OwnerSide.PARTNER
    # The second look at what is owed says the same.
    assert {each.recipient_key for each in tables(at(14))} == {zola}


def test_of_a_coalition_only_who_wished_for_a_change_is_asked_to_write_it(cast) -> None:
    table = acknowledge(
        actor=cast.actor("amina"), now=NOW, renegotiation=table_of_three(cast)
    )
    record_talk(actor=cast.actor("amina"), now=NOW, renegotiation=table, talk=TALK)

    plan_waiting(now=at(7))

    asked = f"contact:{cast.gift.pk}"
    assert {key for _step, key in planned()} == {asked}
    # The second look at what is owed says the same.
    assert {each.recipient_key for each in tables(at(7))} == {asked}


def test_a_partner_that_has_accepted_is_not_written_to_for_another(cast) -> None:
    paper = proposed(cast.actor("amina"), table_of_three(cast))
    plan_waiting(now=at(7))
    accept_proposal(
        actor=gift(cast), now=at(7), proposal=paper, seen_hash=paper.text_hash
    )
    # As if the mail was in a sender's hand already.
    Reminder.objects.update(state=ReminderState.PLANNED)
    compose_mail(now=at(8))
    mails = {
        each.to_address: each
        for each in Outgoing.objects.filter(letter="agreements.waiting")
    }

    assert waiting(mails["z@example.org"], now=at(8))
    with pytest.raises(NothingToSayError):
        waiting(mails[cast.gift.email], now=at(8))


def test_nobody_is_reminded_before_seven_days(cast) -> None:
    raised(cast)
    assert plan_waiting(now=at(6)) == 0
    assert plan_waiting(now=at(7)) == 1
    assert planned() == [("T+7", f"user:{cast.amina.pk}")]
    assert plan_waiting(now=at(8)) == 0


def test_after_an_outage_only_the_newest_step_goes_out(cast) -> None:
    raised(cast)
    plan_waiting(now=at(22))
    assert [step for step, _key in planned()] == ["T+21"]


def test_a_step_at_the_table_stops_the_reminders_at_once(cast) -> None:
    table = raised(cast)
    plan_waiting(now=at(7))
    acknowledge(actor=cast.actor("amina"), now=at(8), renegotiation=table)
    assert planned() == []
    assert Reminder.objects.get().why == "answered"


@pytest.mark.parametrize("ended", [True, False])
def test_what_is_over_or_put_aside_is_not_reminded_of(cast, ended) -> None:
    table = raised(cast)
    if ended:
        withdraw(actor=gift(cast), now=NOW, renegotiation=table, text="Solved")
    else:
        park(actor=gift(cast), now=NOW, renegotiation=table, until=date(2027, 2, 1))
    assert plan_waiting(now=at(40)) == 0


def test_what_cannot_be_taken_up_again_is_not_reminded_of(cast) -> None:
    first = _put_aside(cast)
    raised(cast, first.agreement)
    plan_waiting(now=at(40))
    assert {row.subject_id for row in Reminder.objects.all()}.isdisjoint({first.pk})
    assert first.pk not in {each.subject_id for each in tables(at(40))}


def test_the_preview_names_the_days_ahead(cast) -> None:
    raised(cast)
    found = upcoming_of([WAITING], now=NOW, days=15)
    assert [each.step for each in found] == ["T+7", "T+14"]


def test_the_task_plans(cast) -> None:
    raised(cast)
    Renegotiation.objects.update(raised_at=NOW - timedelta(days=4000))
    assert task() == 1


def _mail(cast, story) -> Outgoing:
    story(cast)
    plan_waiting(now=at(10))
    compose_mail(now=at(10))
    return Outgoing.objects.get(letter="agreements.waiting")


def test_the_mail_word_for_word(cast, settings) -> None:
    settings.FOUNDATION_NAME = "ECLT Foundation"
    message = _mail(cast, _raised)
    table = Renegotiation.objects.get()

    letter = waiting(message, now=at(10))

    assert letter.subject == "Waiting since 23 Nov 2026: our agreement, Nyali Trust"
    assert (
        without_foot(letter.text)
        == f"""\
Dear Amina,

The table of the agreement below has been waiting since 23 Nov 2026.

Is it a bad time? Call the other side, or put it aside until a day.

Partnership: Nyali Trust
Country: Malawi
Agreement: MW-01/2026 Schools
What comes next: Waiting for you: say that you read the wish by 30 Nov 2026
Time needed: About 10 minutes

Open the table:
https://site.example/renegotiations/{table.pk}/

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you speak for your side in this agreement.
"""
    )


def test_a_row_of_a_digest_says_it_in_one_line(cast) -> None:
    _mail(cast, _raised)
    line = waiting_row(Reminder.objects.get(), now=at(10))
    assert line.text == (
        "Nyali Trust, Malawi: table of agreement MW-01/2026, say that you read the "
        "wish by 30 Nov 2026"
    )


def test_a_partner_is_led_by_the_own_link(cast) -> None:
    message = _mail(cast, _countered)
    assert "Open the table:\n[[link:" in waiting(message, now=at(10)).text


def test_when_the_table_moved_on_there_is_nothing_to_remind_of(cast) -> None:
    message = _mail(cast, _raised)
    table = Renegotiation.objects.get()
    acknowledge(actor=cast.actor("amina"), now=at(10), renegotiation=table)
    Reminder.objects.update(state=ReminderState.COMPOSED)
    with pytest.raises(NothingToSayError):
        waiting(message, now=at(10))
