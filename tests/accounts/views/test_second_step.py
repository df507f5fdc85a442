"""A code from a telephone, besides the password: setting it up, using it, losing it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.core.cache import cache
from django.test import Client

from eclt_partners.accounts.emails import password_link
from eclt_partners.accounts.models import User
from eclt_partners.accounts.rules.limits import WRONG_CODES
from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications.models import Outgoing
from tests.accounts.second_step import (
    AGAIN,
    CODES,
    PLACE,
    SET_UP,
    signed_in,
    text,
    with_second_step,
)
from tests.accounts.views.test_sign_in import sign_in
from tests.cast import PASSWORD, make_cast
from tests.conftest import AT_ONCE
from tests.telephone import Telephone

NEW_CODES, OFF, FILE = f"{CODES}new/", f"{PLACE}off/", f"{CODES}file/"
CODE, CODE_AGAIN = "/account/login/code/", "/account/again/code/"
OUTBOX = "eclt_partners.notifications.backend.OutboxBackend"
SPARE = re.compile(r"<code>(\d{4} \d{4})</code>")


def spare_codes(client: Client) -> list[str]:
    return SPARE.findall(text(client.get(CODES)))


def is_in(client: Client) -> bool:
    return client.get("/account/settings/").status_code == 200


def verbs() -> list[str]:
    found = AuditEntry.objects.filter(verb__startswith="accounts.second_step")
    return list(found.order_by("pk").values_list("verb", flat=True))


def test_nothing_is_changed_before_the_password_is_entered_once_more(cast) -> None:
    client = Client()
    sign_in(client)

    assert client.get(SET_UP).url == f"{AGAIN}?next={SET_UP.replace('/', '%2F')}"
    assert "This is not your password" in text(client.post(AGAIN, {"password": "x"}))
    assert client.post(f"{AGAIN}?next={SET_UP}", {"password": PASSWORD}).url == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_the_page_shows_the_key_as_a_picture_and_as_text(cast) -> None:
    page = text(signed_in().get(SET_UP))

    # The dark corner mark of every such picture: seven modules wide.
    assert '<path class="scan-ink" d="M4 4h7v1h-7z' in page
    assert len(Telephone.that_reads(page).key.replace(" ", "")) == 32


def test_who_got_a_link_for_the_password_sets_it_up_like_others(cast) -> None:
    password_link(cast.amina)

    page = text(signed_in().get(SET_UP))

    assert Telephone.that_reads(page).key


def test_it_is_on_after_the_first_code_and_then_asks_for_one(cast) -> None:
    phone = with_second_step(signed_in())
    visitor = Client()

    assert sign_in(visitor).url == CODE
    assert not is_in(visitor)
    assert visitor.post(CODE, {"code": phone.code(later=1)}).status_code == 302
    assert is_in(visitor)
    assert verbs() == ["accounts.second_step.set_up"]


def test_the_way_goes_on_after_the_code(cast) -> None:
    phone = with_second_step(signed_in())
    visitor = Client()
    sign_in(visitor, next="/partners/?q=union")

    answer = visitor.post(CODE, {"code": phone.code(later=1)})

    assert answer.url == "/partners/?q=union"


def test_other_devices_are_signed_out_when_it_is_set_up_and_turned_off(cast) -> None:
    before, client = Client(), signed_in()
    sign_in(before)
    phone = with_second_step(client)
    assert not is_in(before)
    assert is_in(client)

    sign_in(before)
    before.post(CODE, {"code": phone.code(later=1)})
    assert is_in(before)
    client.post(OFF)
    assert not is_in(before)
    assert is_in(client)


def test_a_wrong_first_code_turns_nothing_on(cast) -> None:
    client = signed_in()
    phone = Telephone.that_reads(text(client.get(SET_UP)))

    page = text(client.post(SET_UP, {"code": phone.code(later=5)}))

    assert "This code is not right" in page
    assert Telephone.that_reads(page) == phone
    assert not Authenticator.objects.exists()


def test_a_second_press_leads_to_what_is_set_up(cast) -> None:
    client = signed_in()
    phone = with_second_step(client)

    assert client.post(SET_UP, {"code": phone.code()}).url == PLACE


@pytest.mark.parametrize("sent", [{}, {"credential": "{}"}])
def test_the_page_of_the_code_asks_again_when_none_was_sent(cast, sent) -> None:
    with_second_step(signed_in())
    visitor = Client()
    sign_in(visitor)

    assert "Enter the code" in text(visitor.post(CODE, sent))
    assert not is_in(visitor)


@pytest.mark.parametrize("typed", ["", "abc", "000000", "12345678", "💥"])
def test_nobody_comes_in_without_the_right_code(cast, typed) -> None:
    phone = with_second_step(signed_in())
    visitor = Client()
    sign_in(visitor)
    typed = phone.code(later=9) if typed == "000000" else typed

    page = visitor.post(CODE, {"code": typed})

    assert "error-summary" in text(page)
    assert not is_in(visitor)


def test_the_page_of_the_code_is_nothing_without_the_password(cast) -> None:
    with_second_step(signed_in())

    assert Client().get(CODE).url == "/account/login/"


@pytest.mark.parametrize("between", ["", "-", "."])
def test_a_code_opens_once_in_all_processes(cast, between) -> None:
    phone = with_second_step(signed_in())
    code = phone.code(later=1)
    first, second = Client(), Client()
    sign_in(first)
    first.post(CODE, {"code": code})
    cache.clear()  # Another process knows nothing of what the library noted in this one.
    sign_in(second)
    second.post(CODE, {"code": f"{code[:3]}{between}{code[3:]}"})

    assert is_in(first)
    assert not is_in(second)


def test_an_old_password_opens_nothing_even_when_a_code_was_awaited(cast) -> None:
    phone = with_second_step(signed_in())
    visitor = Client()
    sign_in(visitor)
    cast.amina.set_password("three green goats")
    cast.amina.save()

    assert visitor.post(CODE, {"code": phone.code(later=1)}).url == "/account/login/"
    assert not is_in(visitor)


def test_a_code_may_be_typed_in_groups(cast) -> None:
    phone = with_second_step(signed_in())
    visitor = Client()
    sign_in(visitor)
    code = phone.code(later=1)

    visitor.post(CODE, {"code": f" {code[:3]} {code[3:]} "})

    assert is_in(visitor)


def test_whoever_guesses_codes_is_stopped_and_the_owner_hears_of_it(
    cast, settings
) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    phone = with_second_step(signed_in())
    for _turn in range(WRONG_CODES.tries):
        visitor = Client()
        sign_in(visitor)
        visitor.post(CODE, {"code": phone.code(later=9)})

    visitor = Client()
    sign_in(visitor)

    assert visitor.post(CODE, {"code": phone.code(later=1)}).status_code == 429
    assert not is_in(visitor)
    assert (
        Outgoing.objects.get(facts__subject__startswith="Somebody entered").to_address
        == cast.amina.email
    )


@pytest.mark.usefixtures("committed_db")
def test_whoever_guesses_codes_at_the_same_moment_gets_no_more_of_them(
    together,
) -> None:
    make_cast()
    phone = with_second_step(signed_in())
    visitors = [Client() for _each in range(AT_ONCE)]
    for visitor in visitors:
        sign_in(visitor)
    compared = []
    authentication_failed.connect(note := lambda **_told: compared.append(1))

    def guess(number: int) -> list[int]:
        code = {"code": phone.code(later=9)}
        return [visitors[number].post(CODE, code).status_code for _turn in range(5)]

    together(guess)

    authentication_failed.disconnect(note)
    assert len(compared) == WRONG_CODES.tries


def test_right_codes_are_never_too_many(cast) -> None:
    client = signed_in()

    for _turn in range(WRONG_CODES.tries + 1):
        assert client.post(AGAIN, {"password": PASSWORD}).status_code == 302


def test_a_spare_code_opens_once(cast) -> None:
    client = signed_in()
    with_second_step(client)
    spare = spare_codes(client)[3]
    first, second = Client(), Client()
    for visitor in (first, second):
        sign_in(visitor)
        visitor.post(CODE, {"code": spare})

    assert is_in(first)
    assert not is_in(second)
    assert "9 codes are left" in text(client.get(PLACE))
    assert spare not in spare_codes(client)


def test_the_file_holds_the_codes_of_the_page(cast, settings) -> None:
    client = signed_in()
    with_second_step(client)

    answer = client.get(FILE)

    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "no-store" in answer["Cache-Control"]
    assert text(answer).split("\n")[2:12] == spare_codes(client)
    assert settings.SITE_URL in text(answer)


def test_new_spare_codes_replace_the_old_ones(cast) -> None:
    client = signed_in()
    with_second_step(client)
    old = spare_codes(client)

    assert client.post(NEW_CODES).url == CODES

    assert not set(old) & set(spare_codes(client))
    assert verbs()[-1] == "accounts.second_step.new_codes"


def test_turned_off_the_password_alone_opens(cast) -> None:
    client = signed_in()
    with_second_step(client)

    assert "Turn off the second step" in text(client.get(OFF))
    assert client.post(OFF).url == PLACE

    visitor = Client()
    sign_in(visitor)
    assert is_in(visitor)
    assert not Authenticator.objects.exists()
    assert verbs()[-1] == "accounts.second_step.turned_off"


def test_who_knows_the_code_may_confirm_with_it(cast) -> None:
    phone = with_second_step(signed_in())
    visitor = Client()
    sign_in(visitor)
    visitor.post(CODE, {"code": phone.code(later=1)})
    stopped = visitor.get(OFF).url

    assert stopped.startswith(AGAIN)
    page = text(visitor.get(stopped))
    assert f'href="{CODE_AGAIN}?next=' in page
    answer = visitor.post(f"{CODE_AGAIN}?next={OFF}", {"code": phone.code(later=-1)})
    assert answer.url == OFF


@pytest.mark.parametrize("act", [OFF, NEW_CODES])
def test_no_change_without_who_you_are_even_by_the_right_address(cast, act) -> None:
    with_second_step(signed_in())
    kept = list(Authenticator.objects.values_list("pk", "data"))
    visitor = Client()
    visitor.force_login(cast.amina)

    assert visitor.post(act).url.startswith(AGAIN)
    assert list(Authenticator.objects.values_list("pk", "data")) == kept


@pytest.mark.usefixtures("committed_db")
def test_the_owner_hears_of_every_change(settings) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    make_cast()
    client = signed_in()
    with_second_step(client)
    client.post(NEW_CODES)
    client.post(OFF)

    assert {mail.facts["subject"] for mail in Outgoing.objects.all()} == {
        "You sign in with a second step now",
        "You have new spare codes",
        "Your second step is turned off",
    }


def test_whose_key_cannot_be_read_any_more_is_told_whom_to_ask(cast, settings) -> None:
    phone = with_second_step(signed_in())
    settings.SECRET_KEY = "another one, and the old one is not kept"
    visitor = Client()
    sign_in(visitor)

    assert "Ask an administrator to take" in text(
        visitor.post(CODE, {"code": phone.code(later=1)})
    )
    assert not is_in(visitor)


def test_the_database_keeps_no_key_in_the_clear(cast) -> None:
    phone = with_second_step(signed_in())
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)

    assert phone.key.replace(" ", "") not in str(kept.data)


def test_an_administrator_takes_it_from_somebody_who_lost_the_telephone(
    cast, settings
) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    client = signed_in()
    with_second_step(client)
    administrator = signed_in(cast.ada.email)
    page = f"/setup/people/{cast.amina.pk}/"
    assert "Take the second step away" in text(administrator.get(page))

    administrator.post(f"{page}second-step/")

    assert not is_in(client)
    assert not Authenticator.objects.exists()
    assert verbs()[-1] == "accounts.second_step.taken_away"
    mail = Outgoing.objects.get(facts__subject__startswith="An administrator")
    assert mail.facts["subject"] == "An administrator took away your second step"
    assert "Take the second step away" not in text(administrator.get(page))


def test_nobody_takes_away_the_own_one_or_one_without_the_right(cast) -> None:
    with_second_step(signed_in())
    administrator = signed_in(cast.ada.email)
    with_second_step(administrator)
    own = f"/setup/people/{cast.ada.pk}/"
    other = f"/setup/people/{cast.amina.pk}/second-step/"

    assert "Take the second step away" not in text(administrator.get(own))
    assert administrator.post(f"{own}second-step/").status_code == 403
    assert signed_in("brian@example.org").post(other).status_code == 403
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).count() == 2


def test_taking_away_what_is_not_there_changes_nothing(cast) -> None:
    administrator = signed_in(cast.ada.email)

    administrator.post(f"/setup/people/{cast.amina.pk}/second-step/")

    assert verbs() == []
    assert User.objects.get(pk=cast.amina.pk).is_active
