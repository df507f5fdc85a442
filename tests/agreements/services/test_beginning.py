"""Beginning an agreement whose first version is negotiated."""

from dataclasses import replace

import pytest

from agreements.choices import ChangeReason, FirstKind, RenegotiationState
from agreements.models import Agreement
from agreements.selectors import agreement_page, head_of
from agreements.services.accepting import accept_proposal
from agreements.services.beginning import begin_agreement
from agreements.services.talking import TableTalk, record_talk
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.notifications.models import Outgoing
from partners.choices import Stage
from tests.agreements.table import TERMS, gift, lead_by, proposed
from tests.cast import NOW, TODAY


def _begun(cast, who: str = "amina", title: str = "Seeds"):
    lead_by(cast, cast.gift)
    return begin_agreement(
        actor=cast.actor(who),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=FirstKind.MOU,
        title=title,
    )


def test_an_agreement_without_version_and_its_table_are_begun(cast) -> None:
    table = _begun(cast)

    agreement = table.agreement
    assert (agreement.number, agreement.versions.count()) == ("MW-01/2026", 0)
    assert list(agreement.parties.all()) == [cast.malawi_party]
    assert (table.state, table.reason) == (
        RenegotiationState.TALKING,
        ChangeReason.NEW,
    )
    assert AuditEntry.objects.filter(verb="agreements.agreement.begun").exists()


def test_the_partner_gets_a_mail(cast) -> None:
    _begun(cast)

    assert Outgoing.objects.get().recipient_key == f"contact:{cast.gift.pk}"


def test_nothing_breaks_on_an_agreement_without_a_version(cast) -> None:
    agreement = _begun(cast).agreement

    page = agreement_page(agreement, today=TODAY)
    assert (page.shown, page.rows, page.older) == (None, [], [])
    assert head_of(agreement) is None


def test_a_title_is_begun_once(cast) -> None:
    _begun(cast)

    with pytest.raises(InvalidInput, match="begun already"):
        _begun(cast, title="seeds")
    assert Agreement.objects.count() == 1


def test_a_first_text_is_accepted_once_both_have_talked(cast) -> None:
    table = _begun(cast)
    text = replace(TERMS, effective_from=TODAY)
    paper = proposed(cast.actor("amina"), table, change=lambda _terms: text)
    accept = {"actor": gift(cast), "now": NOW, "seen_hash": paper.text_hash}
    with pytest.raises(InvalidInput, match="This is a new agreement"):
        accept_proposal(proposal=paper, **accept)

    record_talk(
        actor=cast.actor("amina"),
        now=NOW,
        renegotiation=table,
        talk=TableTalk(TODAY, "Both leads", "English", "We begin"),
    )
    accept_proposal(proposal=paper, **accept)
    table.refresh_from_db()
    assert table.state == RenegotiationState.AGREED


@pytest.mark.parametrize("stage", [Stage.CONCLUDED, Stage.ENDED_EARLY])
def test_a_partnership_that_is_over_begins_nothing(cast, stage) -> None:
    cast.malawi_partnership.stage = stage
    cast.malawi_partnership.save(update_fields=["stage"])

    with pytest.raises(InvalidInput, match="over"):
        _begun(cast)


def test_without_a_partner_nothing_is_begun(cast) -> None:
    cast.malawi_party.to_on = TODAY
    cast.malawi_party.save(update_fields=["to_on"])

    with pytest.raises(InvalidInput, match="partner"):
        _begun(cast)


@pytest.mark.parametrize("who", ["fay", "chloe", "ada"])
def test_others_begin_nothing(cast, who) -> None:
    with pytest.raises(NotPermitted):
        _begun(cast, who)
