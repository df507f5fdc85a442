"""Is the role of somebody who is gone named in the language of the reader?"""

import pytest
from django.utils.translation import override

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.role_words import BETWEEN, roles_in_words
from eclt_partners.audit.models import AuditEntry


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("MANAGER, OFFICER", "Country manager, Programme officer"),
        (
            "Oficial de programa, Responsable de país",
            "Programme officer, Country manager",
        ),
        ("CONFIRM", "A person of the partner"),
        ("a role of old", "a role of old"),
        ("", ""),
    ],
)
def test_roles_are_named_by_code_and_by_the_words_of_older_entries(kept, words):
    with override("en-gb"):
        assert roles_in_words(kept) == words


def test_the_codes_of_all_roles_find_room_in_an_entry():
    room = AuditEntry._meta.get_field("actor_text").max_length
    assert len(BETWEEN.join(Role)) <= room
