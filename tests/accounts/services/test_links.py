from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from django.conf import settings

from eclt_partners.accounts.choices import LinkEnding, LinkPurpose
from eclt_partners.accounts.models import LinkSession, PartnerLink
from eclt_partners.accounts.services import issuing, links
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import NotPermitted
from tests.cast import Cast


@pytest.fixture
def link(cast: Cast, now: datetime) -> PartnerLink:
    return issue(cast, now)


def issue(cast: Cast, now: datetime, days: int = 30, subject_id: int = 7):
    return issuing.issue_link(
        now=now,
        contact_id=cast.gift.pk,
        partnership_id=cast.malawi_partnership.pk,
        country_id="MW",
        purpose=LinkPurpose.REVIEW,
        subject_id=subject_id,
        expires_at=now + timedelta(days=days),
    )


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def test_the_token_has_256_bits_in_characters_that_addresses_allow(link):
    token = links.token_of(link)
    assert len(token) == 43
    assert token.replace("-", "").replace("_", "").isalnum()


def test_only_the_hash_of_the_token_is_stored(link):
    token = links.token_of(link)
    link.refresh_from_db()
    assert link.token_hash == sha256(token.encode()).hexdigest()
    assert token not in str(PartnerLink.objects.filter(pk=link.pk).values())


def test_issuing_again_gives_the_same_token(cast, now, link):
    again = issue(cast, now + timedelta(hours=1))
    assert again.pk == link.pk
    assert links.token_of(again) == links.token_of(link)


def test_issuing_again_may_move_the_end_of_a_link(cast, now, link):
    assert issue(cast, now, days=60).expires_at == now + timedelta(days=60)


def test_issuing_again_never_shortens_a_link(cast, now, link):
    assert issue(cast, now, days=3).expires_at == now + timedelta(days=30)


def test_issuing_again_does_not_wake_a_revoked_link(cast, now, link):
    links.revoke(actor=cast.actor("amina"), link=link, now=now)
    assert issue(cast, now, days=60).revoked_at == now


def test_two_subjects_have_two_tokens(cast, now, link):
    assert links.token_of(issue(cast, now, subject_id=8)) != links.token_of(link)


def test_the_address_starts_with_the_site_and_ends_with_the_token(link):
    url = links.url_of(link)
    assert url == f"{settings.SITE_URL}/r/{links.token_of(link)}/"


def test_a_token_finds_its_link(link, now):
    assert links.find_by_token(links.token_of(link), now=now) == link


def test_an_unknown_token_finds_nothing(link, now):
    assert links.find_by_token("x" * 43, now=now) is None


def test_an_expired_token_finds_nothing(link, now):
    after = now + timedelta(days=30)
    assert links.find_by_token(links.token_of(link), now=after) is None


def test_a_token_made_with_another_server_key_finds_nothing(link, now, settings):
    token = links.token_of(link)
    settings.SECRET_KEY = "another key " * 6
    assert links.find_by_token(token, now=now) is None


def test_looking_a_token_up_changes_nothing(link, now):
    for _visit in range(10):
        links.find_by_token(links.token_of(link), now=now)
    link.refresh_from_db()
    assert link.last_used_at is None
    assert not LinkSession.objects.exists()


def test_exchanging_a_token_opens_a_session_of_which_only_the_hash_is_stored(link, now):
    _link, key = links.exchange(links.token_of(link), now=now)
    session = LinkSession.objects.get()
    assert session.key_hash == sha256(key.encode()).hexdigest()
    assert session.generation == link.generation


def test_exchanging_a_token_notes_when_it_was_used(link, now):
    links.exchange(links.token_of(link), now=now)
    link.refresh_from_db()
    assert link.last_used_at == now


def test_a_token_can_be_exchanged_many_times(link, now):
    keys = {links.exchange(links.token_of(link), now=now)[1] for _ in range(3)}
    assert len(keys) == 3


def test_a_session_never_outlives_its_link(cast, now):
    link = issue(cast, now, days=30)
    late = now + timedelta(days=30, hours=-1)
    links.exchange(links.token_of(link), now=late)
    assert LinkSession.objects.get().expires_at == link.expires_at


def test_a_session_lasts_as_long_as_the_settings_say(link, now):
    links.exchange(links.token_of(link), now=now)
    lasts = LinkSession.objects.get().expires_at - now
    assert lasts.total_seconds() == settings.PARTNER_SESSION_SECONDS


def test_an_expired_token_cannot_be_exchanged(link, now):
    late = now + timedelta(days=31)
    assert links.exchange(links.token_of(link), now=late) is None


def test_leaving_ends_one_browser_and_no_other(link, now):
    _link, first = links.exchange(links.token_of(link), now=now)
    _link, second = links.exchange(links.token_of(link), now=now)
    for _press in range(2):
        links.leave(link, key=first, now=now)
    assert AuditEntry.objects.filter(verb="accounts.link.left").count() == 1
    left = LinkSession.objects.get()
    assert left.key_hash == sha256(second.encode()).hexdigest()


def test_revoking_kills_the_token_and_all_sessions(cast, link, now):
    token = links.token_of(link)
    links.exchange(token, now=now)
    links.revoke(actor=cast.actor("amina"), link=link, now=now)
    assert links.find_by_token(token, now=now) is None
    assert not LinkSession.objects.exists()


def test_revoking_needs_the_right_to_register_people_there(cast, link, now):
    with pytest.raises(NotPermitted):
        links.revoke(actor=cast.actor("chloe"), link=link, now=now)


def test_renewing_gives_a_new_token_and_kills_the_old_one(cast, link, now):
    old = links.token_of(link)
    until = now + timedelta(days=60)
    new = links.renew(actor=cast.actor("amina"), link=link, now=now, expires_at=until)
    assert links.find_by_token(old, now=now) is None
    assert links.find_by_token(links.token_of(new), now=now) == link


def test_renewing_wakes_a_revoked_link(cast, link, now):
    amina = cast.actor("amina")
    links.revoke(actor=amina, link=link, now=now)
    until = now + timedelta(days=60)
    new = links.renew(actor=amina, link=link, now=now, expires_at=until)
    assert new.revoked_at is None


def test_renewing_needs_the_right_to_register_people_there(cast, link, now):
    with pytest.raises(NotPermitted):
        links.renew(
            actor=cast.actor("fay"),
            link=link,
            now=now,
            expires_at=now + timedelta(days=60),
        )


def test_every_change_of_a_link_is_audited_once(cast, link, now):
    _link, key = links.exchange(links.token_of(link), now=now)
    links.leave(link, key=key, now=now)
    links.revoke(actor=cast.actor("amina"), link=link, now=now)
    assert verbs() == [
        "accounts.link.issued",
        "accounts.link.exchanged",
        "accounts.link.left",
        "accounts.link.revoked",
    ]


def test_no_token_or_key_is_written_into_the_log(cast, link, now, caplog):
    caplog.set_level("DEBUG")
    token = links.token_of(link)
    _link, key = links.exchange(token, now=now)
    links.revoke(actor=cast.actor("amina"), link=link, now=now)
    links.find_by_token(token, now=now)
    assert "link.exchanged" in caplog.text
    assert token not in caplog.text
    assert key not in caplog.text


def end(cast: Cast, now: datetime, ending: LinkEnding, who: str = "amina") -> int:
    return links.end_links(
        actor=cast.actor(who),
        contact_id=cast.gift.pk,
        country="MW",
        ending=ending,
        now=now,
    )


@pytest.mark.parametrize("ending", LinkEnding)
def test_ending_all_links_of_a_person_kills_tokens_and_sessions(
    cast, link, now, ending
):
    both = [link, issue(cast, now, subject_id=8)]
    tokens = [links.token_of(each) for each in both]
    for token in tokens:
        links.exchange(token, now=now)
    assert end(cast, now, ending) == 2
    assert [links.find_by_token(token, now=now) for token in tokens] == [None, None]
    assert not LinkSession.objects.exists()


def test_replaced_links_have_new_tokens_and_keep_their_ends(cast, link, now):
    later = issue(cast, now, days=60, subject_id=8)
    end(cast, now, LinkEnding.REPLACE)
    for old in (link, later):
        new = PartnerLink.objects.get(pk=old.pk)
        assert new.expires_at == old.expires_at
        assert links.find_by_token(links.token_of(new), now=now) == new


def test_replacing_wakes_no_link_that_ended_before(cast, link, now):
    links.revoke(actor=cast.actor("amina"), link=link, now=now)
    assert end(cast, now + timedelta(days=1), LinkEnding.REPLACE) == 0
    expired = issue(cast, now, subject_id=8)
    assert end(cast, expired.expires_at, LinkEnding.REPLACE) == 0


def test_closing_takes_expired_links_too_so_that_nobody_asks_for_them(cast, link, now):
    assert end(cast, link.expires_at, LinkEnding.CLOSE) == 1
    link.refresh_from_db()
    assert link.revoked_at == link.expires_at


def test_closing_twice_changes_and_notes_nothing_more(cast, link, now):
    end(cast, now, LinkEnding.CLOSE)
    noted = verbs()
    assert end(cast, now + timedelta(hours=1), LinkEnding.CLOSE) == 0
    assert verbs() == noted


@pytest.mark.parametrize(
    ("ending", "verb"), [(LinkEnding.REPLACE, "renewed"), (LinkEnding.CLOSE, "revoked")]
)
def test_each_link_that_is_ended_is_noted(cast, link, now, ending, verb):
    issue(cast, now, subject_id=8)
    end(cast, now, ending)
    assert verbs()[2:] == [f"accounts.link.{verb}"] * 2


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_who_registers_nobody_there_ends_no_links(cast, link, now, who):
    with pytest.raises(NotPermitted):
        end(cast, now, LinkEnding.CLOSE, who)
    assert links.find_by_token(links.token_of(link), now=now) == link
