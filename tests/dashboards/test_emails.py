"""What does the mail of the month say?"""

import re
from datetime import date

import pytest
from django.utils import translation

from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.emails import month_letter
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import LeftTopic
from tests.cast import NOW
from tests.dashboards.months import keep_month
from tests.dashboards.rules.test_since import a_mark
from tests.dashboards.views.pages import client_of, more_partnerships
from tests.mails.foot import without_foot
from tests.mails.months import OCTOBER, planned
from tests.reviews.late import late_review


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://site.example"


def _letter(cast, who, **facts):
    message, now = planned(who, **facts)(cast)
    with translation.override("en-gb"):
        return month_letter(message, now=now)


def test_a_manager_reads_the_first_sentence_and_what_changed(cast):
    letter = _letter(cast, "brian", status="RED", talks=0)
    assert letter.subject == "Malawi: how it stands in December 2026"
    text = without_foot(letter.text)
    assert f"Dear {cast.brian.name}," in text
    assert "partnership in Malawi" in text
    assert "1 partnership changed since 31 Oct 2026" in text
    assert "- Nyali Trust (MW-01): " in text
    assert "/countries/MW/\n" in text
    assert "because you are a country manager" in text


def test_a_month_in_which_nothing_changed_is_said_in_one_line(cast):
    letter = _letter(cast, "brian")
    assert "What changed is told here once two months are kept." in letter.text
    message, now = planned("brian")(cast)
    marks = cast.malawi.snapshot.marks
    keep_month(cast.malawi, OCTOBER, marks)
    with translation.override("en-gb"):
        text = month_letter(message, now=now).text
    assert "Nothing changed since 31 Oct 2026." in text
    assert "Nyali" not in text


def test_a_director_reads_all_countries_by_name_in_one_mail(cast):
    letter = _letter(cast, "dan", talks=0)
    assert letter.subject == "How your countries stand in December 2026"
    text = letter.text
    assert text.index("\nMalawi\n") < text.index("\nUganda\n")
    assert text.count("How your countries") == 0
    assert "/countries/MW/2026-10/changes/" in text
    assert "/countries/\n" in text


def test_a_manager_reads_nothing_of_another_country(cast):
    text = _letter(cast, "brian", talks=0).text
    assert "Uganda" not in text


def test_no_number_of_readiness_is_mailed(cast):
    message, now = planned("brian", hri=71)(cast)
    marks = cast.malawi.snapshot.marks
    marks[0]["hri"] = 43
    cast.malawi.snapshot.save(update_fields=["marks"])
    letter = month_letter(message, now=now)
    assert "Less ready to be handed over" in letter.text
    assert "71" not in letter.text
    assert "43" not in letter.text


def test_a_long_list_is_cut(cast):
    more_partnerships(cast.malawi_partnership, 14)
    text = _letter(cast, "brian", talks=0).text
    assert text.count("(MW-") == 10
    # The rest is on the page of all that changed, as with several countries.
    rest = text.index("- and 5 more")
    assert "/countries/MW/2026-10/changes/" in text[rest:]


def test_what_changed_leads_to_the_page_that_says_the_same(cast):
    letter = _letter(cast, "brian", status="RED", talks=0)
    said = re.search(r"- (1 partnership changed since .*)\.", letter.text)
    address = re.search(r"https://site.example(/\S+/changes/)", letter.text)

    page = client_of(cast.brian).get(address[1]).content.decode()

    assert f"{said[1]}</h1>" in page


def test_who_left_it_or_lost_the_role_gets_nothing_any_more(cast):
    message, now = planned("brian")(cast)
    left = LeftTopic.objects.create(
        recipient_key=message.recipient_key, topic=Topic.MONTHLY, left_at=NOW
    )
    with pytest.raises(NothingToSayError):
        month_letter(message, now=now)
    left.delete()
    RoleAssignment.objects.filter(user=cast.brian).delete()
    with pytest.raises(NothingToSayError):
        month_letter(message, now=now)


def test_a_later_month_is_not_what_it_is_compared_with(cast):
    """In December the month that ends in November is too young: it says nothing."""
    keep_month(cast.malawi, date(2026, 11, 30), [])
    letter = _letter(cast, "brian", talks=0)
    assert "since 31 Oct 2026" in letter.text


def test_the_marks_of_the_test_are_those_of_the_product(cast):
    planned("brian")(cast)
    assert set(cast.malawi.snapshot.marks[0]) == set(a_mark())


OUT_OF_DATE = (
    "Out of date: not reviewed for more than 90 days after the day they were due"
)


def test_a_director_reads_first_which_reviews_are_out_of_date(cast):
    review = late_review(cast, cast.malawi_partnership, date(2026, 8, 20))
    text = _letter(cast, "dan", talks=0, hri=71).text
    line = "- Nyali Trust (MW-01), Malawi: answers were due 20 Aug 2026"
    assert f"{line}\n  https://site.example/reviews/{review.pk}/\n" in text
    assert text.index("your countries stand, by name") < text.index(OUT_OF_DATE)
    assert text.index(OUT_OF_DATE) < text.index("\nMalawi\n")
    assert "71" not in without_foot(text)


def test_a_director_of_one_country_reads_them_too(cast):
    Country.objects.exclude(pk="MW").update(is_active=False)
    late_review(cast, cast.malawi_partnership, date(2026, 8, 20))
    text = _letter(cast, "dan").text
    assert text.index("partnership in Malawi") < text.index(OUT_OF_DATE)


def test_nobody_reads_of_them_who_is_no_director_and_when_there_are_none(cast):
    assert OUT_OF_DATE not in _letter(cast, "dan").text
    late_review(cast, cast.malawi_partnership, date(2026, 8, 20))
    assert OUT_OF_DATE not in _letter(cast, "brian").text


def test_ten_of_them_are_named_and_the_rest_counted(cast):
    for place in more_partnerships(cast.malawi_partnership, 12):
        late_review(cast, place, date(2026, 8, 20))
    text = _letter(cast, "dan").text
    assert text.count("answers were due 20 Aug 2026") == 10
    assert "- and 2 more\n  https://site.example/reviews/?show=overdue\n" in text
