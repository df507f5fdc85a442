"""Results are recorded, corrected and taken back; nothing that stood is lost."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from agreements.models import Agreement, PeriodResult
from agreements.selectors.results import results_page
from agreements.services.results import (
    correct_result,
    record_result,
    set_serves_children,
    take_back_result,
)
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted, StaleObject
from tests.agreements.drafts import add_version
from tests.agreements.results import HALF, KWACHA, recorded, with_targets

BETTER = replace(HALF, withdrawn=45, reached={"children": 905, "clubs": 9})


@pytest.fixture
def agreement(cast) -> Agreement:
    return with_targets(cast)


@pytest.fixture
def corrected(cast, now, agreement) -> PeriodResult:
    return correct_result(
        actor=cast.actor("brian"),
        now=now + timedelta(days=1),
        result=recorded(cast, now, agreement),
        fields=BETTER,
        reason="Five names were missing",
        client_key=uuid4(),
    )


def _refusal(cast, now, agreement, **changes) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refusal:
        recorded(cast, now, agreement, **changes)
    return refusal.value.problems


def test_a_result_is_in_the_money_of_its_agreement(cast, now, agreement) -> None:
    recorded(cast, now, agreement)
    (line,) = results_page(agreement).standing
    assert line.result.currency == "MWK"
    assert (line.children, line.reporting_amount) == (140, Decimal("1000.00"))
    assert [(t.target.text, t.reached) for t in line.targets] == [
        ("Children back in school", 900)
    ]


def test_recording_is_audited_in_the_country(cast, now, agreement) -> None:
    recorded(cast, now, agreement)
    entry = AuditEntry.objects.get(verb="agreements.result.recorded")
    assert (entry.country_code, entry.facts) == ("MW", {"agreement": "MW-01/2026"})
    assert entry.actor_key == cast.actor("amina").key


def test_a_form_that_is_sent_twice_records_once(cast, now, agreement) -> None:
    key = uuid4()
    rows = [
        record_result(
            actor=cast.actor("amina"),
            now=now,
            agreement=agreement,
            fields=HALF,
            client_key=key,
        )
        for _press in range(2)
    ]
    assert rows[0] == rows[1]
    assert PeriodResult.objects.count() == 1


def test_no_day_counts_twice(cast, now, agreement) -> None:
    recorded(cast, now, agreement)
    days = {"from_on": date(2026, 9, 30), "to_on": date(2026, 10, 31)}
    problems = _refusal(cast, now, agreement, **days)
    assert problems["from_on"].startswith("There is a result from 1 Jul 2026 to 30 Sep")
    recorded(cast, now, agreement, from_on=date(2026, 10, 1), to_on=days["to_on"])


def test_days_before_the_agreement_and_days_to_come_are_refused(
    cast, now, agreement
) -> None:
    early = _refusal(cast, now, agreement, from_on=date(2025, 12, 31))
    assert early == {
        "from_on": "The agreement began on 1 Jan 2026. Enter that day or a later one"
    }
    assert set(_refusal(cast, now, agreement, to_on=date(2026, 11, 24))) == {"to_on"}


def test_a_result_without_a_number_or_with_a_strange_target_is_refused(
    cast, now, agreement
) -> None:
    nothing = dict.fromkeys(("withdrawn", "prevented", "protected", "spending"))
    problems = _refusal(cast, now, agreement, reached={}, **nothing)
    assert problems == {"": "Enter at least one number"}
    assert set(_refusal(cast, now, agreement, reached={"wells": 3})) == {""}


def test_money_is_that_of_the_version_on_the_last_day(cast, now, agreement) -> None:
    later = replace(KWACHA, currency="USD", rate=Decimal(1))
    begins = add_version(agreement, 2, later).effective_from
    before = recorded(
        cast, now, agreement, from_on=begins - timedelta(1), to_on=begins - timedelta(1)
    )
    after = recorded(cast, now, agreement)
    assert (before.currency, before.version.number) == ("MWK", 1)
    assert (after.currency, after.version.number) == ("USD", 2)


def test_a_correction_replaces_and_keeps_what_stood(agreement, corrected) -> None:
    (line,) = results_page(agreement).standing
    assert (line.result.withdrawn, line.result.reason) == (
        45,
        "Five names were missing",
    )
    assert [row.withdrawn for row in line.earlier] == [40]
    assert AuditEntry.objects.filter(verb="agreements.result.corrected").count() == 1


def test_what_was_corrected_is_not_corrected_again(cast, now, corrected) -> None:
    with pytest.raises(StaleObject):
        correct_result(
            actor=cast.actor("amina"),
            now=now,
            result=corrected.replaces,
            fields=BETTER,
            reason="Once more",
            client_key=uuid4(),
        )


def test_what_is_taken_back_counts_no_more_and_frees_its_days(
    cast, now, agreement, corrected
) -> None:
    take_back_result(
        actor=cast.actor("brian"),
        now=now + timedelta(days=2),
        result=corrected,
        reason="It belongs to MW-02",
        client_key=uuid4(),
    )
    page = results_page(agreement)
    assert page.standing == []
    (line,) = page.taken_back
    assert [row.withdrawn for row in line.earlier] == [45, 40]
    recorded(cast, now, agreement)
    assert len(results_page(agreement).standing) == 1


@pytest.mark.parametrize("name", ["chloe", "eve", "fay", "ada", "sam"])
def test_only_officers_managers_and_directors_record(
    cast, now, agreement, name
) -> None:
    with pytest.raises(NotPermitted):
        record_result(
            actor=cast.actor(name),
            now=now,
            agreement=agreement,
            fields=HALF,
            client_key=uuid4(),
        )


def test_that_an_agreement_serves_no_children_is_noted_once(
    cast, now, agreement
) -> None:
    for _press in range(2):
        set_serves_children(
            actor=cast.actor("amina"), now=now, agreement=agreement, serves=False
        )
    agreement.refresh_from_db()
    assert not agreement.serves_children
    entry = AuditEntry.objects.get(verb="agreements.agreement.services_said")
    assert entry.facts == {"serves_children": False}
