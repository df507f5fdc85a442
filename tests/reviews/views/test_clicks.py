"""A review is answered with few presses: J1 and J5 at most 28, J1b at most 16."""

import re

from django.urls import reverse

from eclt_partners.accounts.services import links
from reviews.models import Assessment
from reviews.rules.instrument import DIMENSIONS

READERS = {
    "keep_audience": "BOTH",
    "change_audience": "BOTH",
    "unsaid_audience": "HELPER",
}
OPEN_MAIL, START, CHOOSE, SAVE = 1, 1, 1, 1


def answer_step_by_step(client, first_page):
    """Press "Save and continue" until the closing step; return presses and address."""
    presses, address = 0, first_page
    while "/closing/" not in address:
        response = client.post(address, {"rating": "4"})
        presses += CHOOSE + SAVE
        address = response.url
    return presses, address


def address_of_start(hub):
    """Where the button of the hub leads."""
    return re.search(r'href="([^"]+)">Start<', hub.content.decode())[1]


def finish(client, closing_page):
    """Save the closing step and send; return presses and the last address."""
    check_page = client.post(closing_page, READERS).url
    done_page = client.post(check_page, {}).url
    return 2 * SAVE, done_page


def test_an_officer_answers_from_the_mail_in_28_presses(cast, sign_in, review):
    client = sign_in(cast.amina)
    hub = client.get(reverse("reviews:hub", args=[review.pk]))
    presses, closing = answer_step_by_step(client, address_of_start(hub))
    last, done_page = finish(client, closing)
    assert OPEN_MAIL + START + presses + last <= 28
    assert client.get(done_page).status_code == 200


def test_an_officer_answers_on_one_page_in_16_presses(cast, sign_in, review):
    client = sign_in(cast.amina)
    given = {f"{code}-rating": "4" for code in DIMENSIONS}
    given |= {f"closing-{name}": value for name, value in READERS.items()}
    address = reverse("reviews:answer_all", args=[review.pk])
    client.post(client.post(address, given).url, {})
    assert Assessment.objects.get().sent_at is not None
    open_page, send = 1, 1
    assert OPEN_MAIL + open_page + len(DIMENSIONS) + SAVE + send <= 16


def test_a_partner_answers_from_the_mail_in_28_presses(cast, client, review, link_for):
    token = links.token_of(link_for(cast.gift, review))
    hub = client.post(f"/r/{token}/", follow=True)
    presses, closing = answer_step_by_step(client, address_of_start(hub))
    last, done_page = finish(client, closing)
    enter = 1
    assert OPEN_MAIL + enter + START + presses + last <= 28
    assert client.get(done_page).status_code == 200
