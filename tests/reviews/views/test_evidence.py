"""A photo is added in a step of its own, after the answer is saved."""

from io import BytesIO

import pytest
from django.urls import reverse

from eclt_partners.documents.models import Document
from reviews.models import Evidence
from tests.documents.files import photo
from tests.reviews.factories import answer_all, make_review, seat_of_person


@pytest.fixture
def review(cast, now):
    return make_review(cast, now=now)


@pytest.fixture
def gift(cast, review, link_for, enter):
    return enter(link_for(cast.gift, review))


@pytest.fixture
def answered(cast, review):
    """Gift has answered everything and sent nothing."""
    return answer_all(seat_of_person(review, cast.gift), send=False)


def page_of(review, code="D1") -> str:
    return reverse("reviews:partner_evidence", args=[review.pk, code])


def send(client, review, content=None, **more):
    file = BytesIO(content or photo())
    file.name = "photo.jpg"
    return client.post(page_of(review), {"file": file, "audience": "BOTH"} | more)


def text(page) -> str:
    return page.content.decode()


def test_saving_an_answer_leads_to_the_step(gift, review) -> None:
    address = reverse("reviews:partner_answer", args=[review.pk, "D1"])
    assert "Save and add a photo or file" in text(gift.get(address))
    answer = gift.post(address, {"rating": "4", "evidence": "", "file": "yes"})
    assert answer.url == page_of(review)
    page = text(gift.get(answer.url))
    assert "Your answer is saved" in page
    assert 'value="HELPER"' in page.partition("checked")[0].rpartition("<input")[2]


def test_without_an_answer_there_is_no_step(gift, review) -> None:
    answer_page = reverse("reviews:partner_answer", args=[review.pk, "D1"])
    hub = reverse("reviews:partner_hub", args=[review.pk])
    assert gift.get(page_of(review)).url == hub
    gift.post(answer_page, {"rating": "4", "evidence": ""})
    other = gift.get(page_of(review, "D2")).url
    assert other == reverse("reviews:partner_answer", args=[review.pk, "D2"])
    assert gift.get(page_of(review, "D99")).status_code == 404


def test_a_photo_is_added_opened_and_taken_back(gift, review, answered) -> None:
    assert send(gift, review).url == page_of(review)
    evidence = Evidence.objects.get()
    by_link = reverse("dashboards:partner_document", args=[evidence.document_id])
    page = text(gift.get(page_of(review)))
    assert by_link in page
    assert "Who may open it: Both sides" in page
    assert by_link in text(gift.get(reverse("reviews:partner_check", args=[review.pk])))
    question = reverse("reviews:partner_answer", args=[review.pk, "D1"])
    assert "Save and see 1 file" in text(gift.get(question))
    assert b"".join(gift.get(by_link).streaming_content).startswith(b"\xff\xd8")
    gift.post(page_of(review), {"take_back": evidence.pk})
    assert by_link not in text(gift.get(page_of(review)))
    assert gift.get(by_link).status_code == 404


def test_a_file_of_another_answer_is_not_taken_back_here(
    gift, review, answered
) -> None:
    send(gift, review)
    gift.post(page_of(review, "D2"), {"take_back": Evidence.objects.get().pk})
    assert not hasattr(Document.objects.get(), "withdrawal")


def test_a_refused_file_is_told_at_the_field(gift, review, answered) -> None:
    page = text(send(gift, review, content=b"<svg/>"))
    assert "We do not take web pages and SVG pictures" in page
    assert 'href="#id_file"' in page


def test_a_person_of_the_foundation_adds_in_the_same_way(cast, review, sign_in) -> None:
    answer_all(seat_of_person(review, cast.amina), send=False)
    client = sign_in(cast.amina)
    file = BytesIO(photo())
    file.name = "photo.jpg"
    address = reverse("reviews:evidence", args=[review.pk, "D1"])
    client.post(address, {"file": file, "audience": "MY_SIDE"})
    document = Evidence.objects.get().document
    opened = reverse("dashboards:document", args=[document.pk])
    assert opened in text(client.get(address))
    assert client.get(opened).status_code == 200
