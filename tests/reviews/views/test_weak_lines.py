"""Answers that come late, twice or from an old page lose nothing."""

import re

import pytest
from django.urls import reverse

from reviews.models import Answer, Assessment
from reviews.rules.fingerprints import fingerprint

JSON = {"HTTP_ACCEPT": "application/json"}
READERS = {
    "keep_audience": "BOTH",
    "change_audience": "BOTH",
    "unsaid_audience": "HELPER",
}


@pytest.fixture
def amina(cast, sign_in):
    return sign_in(cast.amina)


def url(page, review, *args):
    return reverse(f"reviews:{page}", args=[review.pk, *args])


def base_of(response) -> str:
    text = response.content.decode()
    return re.search(r'name="(?:\w+-)?base" value="(\w+)"', text).group(1)


def test_a_script_gets_the_next_address_and_what_is_saved_now(amina, review) -> None:
    given = {"rating": "4", "evidence": "We met."}
    answer = amina.post(url("answer", review, "D1"), given, **JSON)
    assert answer.json() == {
        "next": url("answer", review, "D2"),
        "bases": {"base": fingerprint({"rating": "4", "evidence": "We met."})},
    }


def test_a_script_that_sends_an_empty_answer_gets_the_page_with_its_errors(
    amina, review
) -> None:
    answer = amina.post(url("answer", review, "D1"), {}, **JSON)
    assert answer["Content-Type"].startswith("text/html")
    assert "Choose the sentence that is closest" in answer.content.decode()


def test_the_same_answer_sent_five_times_is_one_answer(amina, review) -> None:
    for _time in range(5):
        amina.post(url("answer", review, "D1"), {"rating": "4"}, **JSON)
    assert Answer.objects.count() == 1


def test_an_old_page_does_not_overwrite_a_newer_answer(amina, review) -> None:
    address = url("answer", review, "D1")
    old = base_of(amina.get(address))
    amina.post(address, {"rating": "5", "evidence": "From the office"})
    given = {"rating": "2", "evidence": "From the road", "base": old}
    page = amina.post(address, given)
    assert page.status_code == 409
    text = page.content.decode()
    assert "From the office" in text
    assert "From the road" in text
    assert Answer.objects.get().rating == 5


def test_use_what_i_wrote_replaces_the_newer_answer(amina, review) -> None:
    address = url("answer", review, "D1")
    old = base_of(amina.get(address))
    amina.post(address, {"rating": "5"})
    page = amina.post(address, {"rating": "2", "evidence": "Road", "base": old})
    hidden = dict(
        re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()
        )
    )
    hidden.pop("csrfmiddlewaretoken", None)
    amina.post(address, hidden)
    assert (Answer.objects.get().rating, Answer.objects.get().evidence) == (2, "Road")


def test_an_old_page_with_the_same_answer_is_no_conflict(amina, review) -> None:
    address = url("answer", review, "D1")
    old = base_of(amina.get(address))
    amina.post(address, {"rating": "5"})
    assert amina.post(address, {"rating": "5", "base": old}).status_code == 302


def test_an_untouched_old_page_leaves_the_newer_answer(amina, review) -> None:
    address = url("answer_all", review)
    amina.post(url("answer", review, "D1"), {"rating": "3"})
    old = re.search(
        r'name="D1-base" value="(\w+)"', amina.get(address).content.decode()
    ).group(1)
    amina.post(url("answer", review, "D1"), {"rating": "5"})
    given = {"D1-rating": "3", "D1-base": old, "D2-rating": "4"}
    given |= {f"closing-{name}": value for name, value in READERS.items()}
    assert amina.post(address, given).status_code == 302
    found = dict(Answer.objects.values_list("dimension__code", "rating"))
    assert found == {"D1": 5, "D2": 4}


def test_closing_comments_are_guarded_the_same_way(amina, review) -> None:
    address = url("closing", review)
    old = base_of(amina.get(address))
    amina.post(address, READERS | {"keep": "The calls"})
    page = amina.post(address, READERS | {"keep": "The visits", "base": old})
    assert page.status_code == 409
    assert Assessment.objects.get().keep == "The calls"


def test_an_empty_page_for_a_device_shows_no_answer(amina, review) -> None:
    amina.post(url("answer", review, "D1"), {"rating": "2", "evidence": "Secret"})
    shell = amina.get(f"{url('answer', review, 'D1')}?shell=1").content.decode()
    assert "Secret" not in shell
    assert not re.search(r'value="2"[^>]*checked', shell)
    assert "Last time" not in shell


def test_sending_by_a_script_leads_to_the_receipt(cast, amina, review) -> None:
    for number in range(1, 11):
        amina.post(url("answer", review, f"D{number}"), {"rating": "4"})
    answer = amina.post(url("check", review), {}, **JSON)
    assert answer.json()["next"] == url("done", review)


def test_the_key_of_a_copy_on_the_device_names_nobody(cast, amina, review) -> None:
    page = amina.get(url("answer", review, "D1")).content.decode()
    key = re.search(r'data-draft="([^"]+)"', page).group(1)
    assert re.fullmatch(rf"[0-9a-f]{{16}}:{review.pk}:D1", key)
    assert "user:" not in key


def test_both_sides_have_different_keys(cast, amina, review, link_for, enter) -> None:
    gift = enter(link_for(cast.gift, review))
    pages = (
        amina.get(url("answer", review, "D1")),
        gift.get(url("partner_answer", review, "D1")),
    )
    keys = {re.search(r'data-draft="(\w+)', p.content.decode()).group(1) for p in pages}
    assert len(keys) == 2
