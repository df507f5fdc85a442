"""The page of one's own settings, and the pages open to all."""

import pytest
from django.conf import settings
from django.urls import reverse

from eclt_partners.audit.models import AuditEntry

FRENCH = {
    "name": "Amina",
    "language": "fr",
    "time_zone": "Africa/Blantyre",
    "list_days": "every_day",
    "early": "on",
}


def test_settings_are_saved_and_shown_in_the_new_language(cast, client) -> None:
    client.force_login(cast.amina)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en-gb"

    answer = client.post(reverse("accounts:settings"), FRENCH, follow=True)

    assert answer.headers["Content-Language"] == "fr"


def test_settings_show_the_roles_and_no_one_elses(cast, client) -> None:
    client.force_login(cast.amina)

    page = client.get(reverse("accounts:settings")).content.decode()

    assert "Programme officer · Malawi" in page
    assert "Director" not in page


def test_an_empty_name_is_refused_in_plain_words(cast, client) -> None:
    client.force_login(cast.amina)

    answer = client.post(reverse("accounts:settings"), {**FRENCH, "name": ""})

    assert "Enter the name" in answer.content.decode()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("page", ["help", "accessibility", "privacy"])
@pytest.mark.parametrize("language", ["en-gb", "fr", "es", "pt"])
def test_help_is_open_to_all_in_every_language(db, client, page, language) -> None:
    answer = client.get(
        reverse(f"common:{page}"), headers={"accept-language": language}
    )

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == language
    assert settings.CONTACT_EMAIL in answer.content.decode()
