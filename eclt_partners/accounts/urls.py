"""Which address shows which page of accounts and set-up?

The sign-in pages keep the names of their library, so they stand outside the
namespace. Nothing else of the library can be reached.
"""

from django.urls import URLPattern, URLResolver, include, path, re_path

from eclt_partners.accounts.views import (
    account,
    addresses,
    away,
    countries,
    days_off,
    devices,
    kept,
    person_mail,
    second_step,
    setup,
    sign_in,
)

own_pages: list[URLPattern | URLResolver] = [
    path("ping/", devices.ping, name="ping"),
    path("account/settings/", account.own_settings, name="settings"),
    path("account/address/", addresses.own_address, name="own_address"),
    path(
        "account/address/<str:token>/",
        addresses.address_confirmed,
        name="confirm_address",
    ),
    path("account/calendar/", account.new_feed, name="new_feed"),
    path("account/kept/", kept.kept, name="kept"),
    path("account/away/", away.own_away, name="away"),
    path("people/away/", away.people_away, name="people_away"),
    path("people/<int:person_id>/away/", away.person_away, name="person_away"),
    path("away/<int:absence_id>/back/", away.absence_back, name="absence_back"),
    path("setup/", setup.setup, name="setup"),
    path("setup/people/", setup.people, name="people"),
    path("setup/people/new/", setup.person_new, name="person_new"),
    path("setup/people/<int:person_id>/", setup.person, name="person"),
    path(
        "setup/people/<int:person_id>/mail/",
        person_mail.person_mail,
        name="person_mail",
    ),
    path(
        "setup/people/<int:person_id>/address/",
        addresses.person_address,
        name="person_address",
    ),
    path("setup/people/<int:person_id>/link/", setup.person_link, name="person_link"),
    path(
        "setup/people/<int:person_id>/second-step/",
        second_step.person_second_step,
        name="person_second_step",
    ),
    path("setup/countries/", countries.countries, name="countries"),
    path("setup/countries/new/", countries.country_new, name="country_new"),
    re_path(
        r"^setup/countries/(?P<code>[A-Z]{2})/$", countries.country, name="country"
    ),
    re_path(
        r"^setup/countries/(?P<code>[A-Z]{2})/days/$",
        days_off.days_off,
        name="days_off",
    ),
    re_path(
        r"^setup/countries/(?P<code>[A-Z]{2})/days/(?P<day_id>\d+)/back/$",
        days_off.day_back,
        name="day_back",
    ),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("account/login/", sign_in.sign_in, name="account_login"),
    path("account/logout/", sign_in.sign_out, name="account_logout"),
    path(
        "account/password/change/",
        sign_in.change_password,
        name="account_change_password",
    ),
    path("account/password/set/", sign_in.first_password, name="account_set_password"),
    path(
        "account/password/reset/",
        sign_in.forgotten_password,
        name="account_reset_password",
    ),
    path(
        "account/password/reset/done/",
        sign_in.forgotten_password_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        sign_in.new_password_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/login/code/", second_step.code, name="mfa_authenticate"),
    path("account/again/", second_step.password_again, name="account_reauthenticate"),
    path("account/again/code/", second_step.code_again, name="mfa_reauthenticate"),
    path("account/second-step/", second_step.second_step, name="mfa_index"),
    path("account/second-step/app/", second_step.set_up, name="mfa_activate_totp"),
    path("account/second-step/off/", second_step.turn_off, name="mfa_deactivate_totp"),
    path(
        "account/second-step/codes/",
        second_step.spare_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-step/codes/file/",
        second_step.spare_codes_file,
        name="mfa_download_recovery_codes",
    ),
    path(
        "account/second-step/codes/new/",
        second_step.new_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("", include((own_pages, "accounts"))),
]
