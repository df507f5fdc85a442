"""Which pages open only in a moment of their own, or for one person?

Each moment has a partnership of its own beside that of the cast, so that none ends
what another needs.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from django.core import mail
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from agreements.choices import RenegotiationState
from agreements.models import Renegotiation
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.calendars import feed_address, renew_feed
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.accounts.services.links import token_of
from eclt_partners.accounts.services.own_address import ask_for_address
from eclt_partners.dashboards.models import SavedView
from eclt_partners.dashboards.services.exports import ask_export, make_exports
from eclt_partners.dashboards.services.snapshots import build_snapshot
from eclt_partners.documents.choices import JobKind
from eclt_partners.documents.services import Upload
from eclt_partners.lifecycle.choices import RegistrationStep
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.leaving import Ticket, address_of
from partners.choices import Stage
from partners.emails.after_links import link_to_check
from reviews.choices import Audience
from reviews.models import Review
from reviews.services.evidence import add_evidence
from reviews.services.steps import close
from tests.accounts.second_step import signed_in, with_second_step
from tests.agreements.table import accepted, make_agreement, raised, ready, sign
from tests.agreements.visits import visit
from tests.architecture.places import WORDS, planned_review
from tests.architecture.wall import PAGES
from tests.architecture.wall_page import Door
from tests.cast import NOW, PASSWORD, Cast
from tests.dashboards.mails import sent_mail
from tests.dashboards.views.pages import more_partnerships, settled
from tests.documents.files import PDF
from tests.exchange.lists import list_of, whole
from tests.exchange.views.test_lists import send_list
from tests.lifecycle.services.test_answering import answer
from tests.lifecycle.views.test_registration import walk
from tests.lifecycle.world import at, open_check
from tests.reviews.factories import answer_all, answer_side, seat_of_person

# Name of the page, who opens it, and its address.
Corner = tuple[str, Client, str]
FIRST_CODE = 50


def corners(cast: Cast) -> Iterator[Corner]:
    """Bring about each moment; its pages are to be opened before the next."""
    tellers = (
        _built,
        _registered,
        _before_a_step,
        _paused,
        _ended,
        _asked_after_the_end,
        _with_a_file,
        _with_a_list,
        _half_answered,
        _signed,
        _lapsed,
        _mails,
        _without_password,
        _new_address,
        _second_step,
        _secret,
        _open_to_all,
    )
    originals = more_partnerships(
        cast.malawi_partnership, len(tellers), first=FIRST_CODE
    )
    for tell, own in zip(tellers, originals, strict=True):
        yield from tell(
            replace(cast, malawi_partnership=own, malawi_party=own.parties.get())
        )


def _page(name: str, client: Client, *keys: object) -> Corner:
    return name, client, reverse(name, args=keys)


def _link(cast: Cast, purpose: LinkPurpose, subject: Model) -> PartnerLink:
    return issue_link(
        now=NOW,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=purpose,
        subject_id=subject.pk,
        expires_at=NOW + timedelta(days=150),
    )


def _built(cast: Cast) -> Iterator[Corner]:
    """The figures of the country are there, a file of them too, and a saved view."""
    dan, actor = settled(cast.dan), cast.actor("dan")
    at(cast, Stage.PAUSED, Stage.ACTIVE)
    assert build_snapshot(cast.malawi, now=NOW, always=True)
    for name in ("today", "countries", "compare", "year"):
        yield _page(f"dashboards:{name}", dan)
    for name in ("country", "closer", "list", "months"):
        yield _page(f"dashboards:{name}", dan, "MW")
    yield _page("dashboards:block_csv", dan, "MW", "heat-map")
    yield _narrowed(dan)
    job = ask_export(
        actor=actor,
        country=cast.malawi,
        kind=JobKind.WORKBOOK,
        language="en-gb",
        now=NOW,
    )
    make_exports(now=NOW)
    yield _page("dashboards:files", dan)
    yield _page("dashboards:job", dan, job.pk)
    yield _page("dashboards:job_file", dan, job.pk)
    for country, prefix in ((cast.malawi, ""), (None, "partner_")):
        view = SavedView.objects.create(
            owner=cast.dan,
            country=country,
            place=1,
            name="Active",
            query="stage=ACTIVE",
            saved_at=NOW,
        )
        where = ["MW"] if country else []
        for name in ("view_edit", "view_delete"):
            yield _page(f"dashboards:{prefix}{name}", dan, *where, view.pk)


def _narrowed(client: Client) -> Corner:
    """The first look through filters that nobody used before, at few partnerships."""
    name, client, address = _page("dashboards:country", client, "MW")
    return f"{name} through filters", client, f"{address}?stage=PAUSED"


def _registered(cast: Cast) -> Iterator[Corner]:
    """Everything is typed about a new partner, and nothing is sent."""
    amina = settled(cast.amina)
    walk(amina, cast)
    for step in RegistrationStep:
        yield _page("lifecycle:register_step", amina, step.value)
    yield _page("lifecycle:register_check", amina)


def _with_a_list(cast: Cast) -> Iterator[Corner]:
    """A list is checked, with a question and a problem, and nothing of it is written."""
    amina, twin = settled(cast.amina), whole(Legal_name=f"{cast.nyali.name}s")
    kept = send_list(amina, list_of(twin, whole(Kind="Club")))
    yield _page("exchange:imports", amina)
    yield _page("exchange:list", amina, kept.pk)
    yield _page("exchange:left_out", amina, kept.pk)


def _before_a_step(cast: Cast) -> Iterator[Corner]:
    """Nobody talks about a change, which a step would wait for."""
    dan, partnership = settled(cast.dan), at(cast, Stage.ACTIVE)
    yield _page("lifecycle:step", dan, partnership.pk, Stage.TRANSITION.value)
    partnership = at(cast, Stage.TRANSITION)
    yield _page("lifecycle:close", dan, partnership.pk)


def _paused(cast: Cast) -> Iterator[Corner]:
    partnership = at(cast, Stage.PAUSED, Stage.ACTIVE)
    yield _page("lifecycle:resume", settled(cast.dan), partnership.pk)


def _ended(cast: Cast) -> Iterator[Corner]:
    """Nobody planned to look again."""
    partnership = at(cast, Stage.SUSTAINING)
    yield _page("lifecycle:checks_new", settled(cast.dan), partnership.pk)


def _asked_after_the_end(cast: Cast) -> Iterator[Corner]:
    """Somebody of the partner has told how it is now."""
    at(cast, Stage.SUSTAINING)
    check = open_check(cast)
    link = link_to_check(check, cast.gift.pk, now=NOW)
    yield from _landing(link)
    answer(cast, check, told_by=cast.gift)
    yield _page("lifecycle:partner_check_done", visit(link), check.pk)


def _with_a_file(cast: Cast) -> Iterator[Corner]:
    """The partner adds a file to an answer, and sends; both correct."""
    review = planned_review(cast, cast.malawi_partnership)
    seat = seat_of_person(review, cast.gift)
    draft = answer_all(seat, send=False)
    link = _link(cast, LinkPurpose.REVIEW, review)
    yield from _landing(link)
    gift = visit(link)
    kept = add_evidence(
        actor=cast.actor("amina"),
        now=NOW,
        assessment=draft,
        dimension="D1",
        upload=Upload("proof.pdf", PDF),
        audience=Audience.BOTH,
        client_key=draft.pk,
    )
    yield _page("reviews:partner_evidence", gift, review.pk, "D1")
    yield _page("dashboards:partner_document", gift, kept.document_id)
    yield from _landing(_link(cast, LinkPurpose.HOME, cast.malawi_partnership))


def _half_answered(cast: Cast) -> Iterator[Corner]:
    """The foundation alone has answered, until the time was over."""
    review, amina = planned_review(cast, cast.malawi_partnership), settled(cast.amina)
    answer_side(review, None, 4)
    seat = seat_of_person(review, cast.amina)
    yield _page("reviews:correct", amina, review.pk, seat.pk, "D1")
    close(Review.objects.get(pk=review.pk), now=NOW)
    yield _page("reviews:complete", amina, review.pk)
    yield from _landing(_link(cast, LinkPurpose.CONFIRM, review))


def _signed(cast: Cast) -> Iterator[Corner]:
    ready(cast)
    table = raised(cast, make_agreement(cast))
    yield from _landing(_link(cast, LinkPurpose.RENEGOTIATION, table))
    proposal = accepted(cast, table)
    link = _link(cast, LinkPurpose.SIGN, table)
    yield from _landing(link)
    sign(cast, proposal, "brian")
    sign(cast, proposal, "gift")
    keys = (table.pk, proposal.pk)
    yield _page("agreements:proposal_signed", settled(cast.dan), *keys)
    yield _page("agreements:partner_proposal_signed", visit(link), *keys)


def _lapsed(cast: Cast) -> Iterator[Corner]:
    """Nobody went on with a change for 120 days."""
    table = raised(cast, make_agreement(cast))
    Renegotiation.objects.filter(pk=table.pk).update(
        state=RenegotiationState.LAPSED, closed_at=NOW
    )
    yield _page("agreements:lapse_note", settled(cast.dan), table.pk)


def _mails(cast: Cast) -> Iterator[Corner]:
    """One mail arrived, and of another nobody knows."""
    brian = settled(cast.brian)
    for state, name in (("unconfirmed", "settle"), ("sent", "again")):
        sent = sent_mail(cast, NOW, key=f"corner-{state}", state=state)
        yield _page(f"dashboards:message_{name}", brian, sent.pk)


def _secret(cast: Cast) -> Iterator[Corner]:
    """Addresses that nobody can guess: the calendar, and two ways out of mails."""
    stranger = Client()
    amina = renew_feed(actor=cast.actor("amina"), now=NOW, person=cast.amina)
    for topic in Topic:
        way_out = address_of(Ticket(f"user:{amina.pk}", topic, "en-gb"))
        yield "notifications:leave", stranger, urlsplit(way_out).path
    yield "dashboards:feed", stranger, urlsplit(feed_address(amina)).path
    token = token_of(_link(cast, LinkPurpose.HOME, cast.malawi_partnership))
    yield _page("reviews:not_me", stranger, token)


def _open_to_all(_cast: Cast) -> Iterator[Corner]:
    for page in PAGES:
        if page.door is Door.ALL and not page.post_only:
            yield _page(page.name, Client(), *(WORDS[key] for key in page.keys))


def _without_password(cast: Cast) -> Iterator[Corner]:
    yield _page("account_logout", settled(cast.fay))
    cast.fay.set_unusable_password()
    cast.fay.save(update_fields=["password"])
    yield _page("account_set_password", settled(cast.fay))


def _new_address(cast: Cast) -> Iterator[Corner]:
    ask_for_address(
        actor=cast.actor("eve"), now=NOW, person=cast.eve, address="eve@new.example"
    )
    link = re.search(r"/account/address/[^\s/]+/", mail.outbox[-1].body)
    assert link is not None
    yield "accounts:confirm_address", settled(cast.eve), link[0]


def _second_step(cast: Cast) -> Iterator[Corner]:
    """Somebody with a second step signs in, sees it, and sets it up."""
    amina = signed_in(cast.amina.email)
    yield _page("mfa_activate_totp", amina)
    with_second_step(amina)
    visitor = Client()
    visitor.post(
        reverse("account_login"), {"login": cast.amina.email, "password": PASSWORD}
    )
    yield _page("mfa_authenticate", visitor)
    for name in (
        *("account_reauthenticate", "mfa_reauthenticate", "mfa_index"),
        *("mfa_deactivate_totp", "mfa_view_recovery_codes"),
        *("mfa_download_recovery_codes", "mfa_generate_recovery_codes"),
    ):
        yield _page(name, amina)
    yield _page("accounts:person", settled(cast.ada), cast.amina.pk)


def _landing(link: PartnerLink) -> Iterator[Corner]:
    yield _page("reviews:landing", Client(), token_of(link))
