"""Do subjects fit on a phone and arrive as they were written?"""

from email import message_from_bytes, policy
from email.errors import HeaderParseError

import pytest
from django.utils import timezone

from eclt_partners.notifications.messages import wire_format
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import fitted

LONG = "Federation nationale des producteurs de tabac du Malawi central"


def test_a_short_subject_stays():
    assert fitted("Talk with %(name)s", name="Nyali") == "Talk with Nyali"


def test_a_long_name_is_cut_between_words_and_nothing_else():
    subject = fitted("By %(date)s: %(name)s", name=LONG, date="18 Feb 2027")
    assert subject == (
        "By 18 Feb 2027: Federation nationale des producteurs de tabac du…"
    )


def test_a_long_word_is_cut_itself():
    subject = fitted("By %(date)s: %(name)s", name="a" * 80, date="18 Feb 2027")
    assert subject == f"By 18 Feb 2027: {'a' * 53}…"


def test_a_cut_never_ends_in_a_space():
    assert " …" not in fitted("%(name)s " + "x" * 50, name="one two three four five")


@pytest.mark.parametrize(
    "subject",
    [
        "Time to take stock: Nyali Trust",
        "By 18 Feb 2027: 10 questions about Federation nationale des producteu…",
        "D'ici le 18 fév 2027 : 10 questions sur Fédération nationale des prod…",
        ("Привет, " * 8).strip(),
    ],
)
def test_a_subject_arrives_as_it_was_written(subject):
    message = Outgoing(
        to_address="amina@example.org",
        subject=subject,
        text_body="Hello.\n",
        message_id="<one@example.org>",
        created_at=timezone.now(),
    )
    raw = wire_format(message)
    assert message_from_bytes(raw, policy=policy.default)["Subject"] == subject
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    raw.decode("ascii")


def test_a_subject_of_two_lines_is_refused():
    message = Outgoing(
        subject="One\r\nBcc: all@example.org", text_body="", created_at=timezone.now()
    )
    with pytest.raises(HeaderParseError):
        wire_format(message)
