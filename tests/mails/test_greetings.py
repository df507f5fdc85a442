"""Does the list of a day greet its reader by name?"""

import pytest

from tests.mails.sample import as_sent, parsed
from tests.mails.test_every_mail import SAMPLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("digest", "Dear Amina,"),
        ("digest partner", "Dear Gift,"),
        ("digest standing in", "Dear Brian,"),
    ],
)
def test_the_list_of_a_day_greets_its_reader(cast, name, greeting) -> None:
    message, now = SAMPLES[name].make(cast)
    mail = parsed(as_sent(message, "en-gb", now=now))
    assert mail.get_body(("plain",)).get_content().splitlines()[0] == greeting
