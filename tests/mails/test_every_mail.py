"""Is every mail in order, in every language? With MAILS_TO=folder they are kept."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as site_settings

from eclt_partners.accounts.models import User
from eclt_partners.notifications import letters
from eclt_partners.notifications.models import Outgoing
from partners.models import Partnership
from tests.mails import agreements, jobs, months, others, people, reviews
from tests.mails.rules import wrongs
from tests.mails.sample import Sample, as_sent, parsed

pytestmark = pytest.mark.django_db
SAMPLES = {
    each.name: each
    for samples in (reviews, agreements, others, people, months, jobs)
    for each in samples.SAMPLES
}
LANGUAGES = [code for code, _name in site_settings.LANGUAGES]


@pytest.fixture(autouse=True)
def foundation(settings):
    settings.FOUNDATION_NAME = "ECLT Foundation"
    settings.CONTACT_EMAIL = "partnerships@example.org"
    settings.DEFAULT_FROM_EMAIL = "ECLT Foundation <partnerships@example.org>"
    settings.EMAIL_BACKEND = "eclt_partners.notifications.backend.OutboxBackend"
    settings.SITE_URL = "https://partners.example.org"


def keep(sample: Sample, language: str, raw: bytes) -> None:
    """Write a mail into the folder: what is owed apart from what may be left."""
    if "MAILS_TO" not in os.environ:
        return
    kind = "may_be_left" if sample.may_be_left else "owed"
    folder = Path(os.environ["MAILS_TO"], kind)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{sample.name} {language}.eml".replace(" ", "_")
    (folder / name).write_bytes(raw)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_mail_is_in_order_in_every_language(cast, name) -> None:
    sample = SAMPLES[name]
    message, now = sample.make(cast)
    assert message.letter == sample.letter
    found = {}
    for language in LANGUAGES:
        if sample.is_written_at_once:
            User.objects.filter(pk=cast.amina.pk).update(language=language)
            cast.amina.refresh_from_db()
            message, now = sample.make(cast)
        raw = as_sent(message, language, now=now)
        keep(sample, language, raw)
        found[language] = wrongs(parsed(raw), sample, language)
    assert found == {language: [] for language in LANGUAGES}
    assert _too_long_with_a_long_name(message, now) == []


def _too_long_with_a_long_name(message: Outgoing, now: datetime) -> list[str]:
    """Subjects of more than 70 characters when the partnership has a long name."""
    name = "The national federation of tobacco growers and their families"
    Partnership.objects.update(name=name)
    subjects = [
        str(parsed(as_sent(message, language, now=now))["Subject"])
        for language in LANGUAGES
    ]
    return [subject for subject in subjects if len(subject) > 70]


def test_every_letter_has_an_example() -> None:
    registered = {
        name
        for name, writer in letters._writers.items()
        if not writer.__module__.startswith("tests.")
    }
    assert {sample.letter for sample in SAMPLES.values()} == registered
