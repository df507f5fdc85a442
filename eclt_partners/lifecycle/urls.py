"""Which address shows which page of the stages?"""

from django.urls import URLPattern, URLResolver, path

from eclt_partners.lifecycle.views import (
    checks,
    lasting,
    pages,
    partner_checks,
    registration,
    steps,
)

app_name = "lifecycle"
ROOT = "partnerships/<int:partnership_id>/stage/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("partners/add/check/", registration.register_check, name="register_check"),
    path(
        "partners/add/discard/", registration.register_discard, name="register_discard"
    ),
    path("partners/add/<str:step>/", registration.register_step, name="register_step"),
    path(ROOT, pages.stage, name="stage"),
    path(f"{ROOT}pause/", steps.pause, name="pause"),
    path(f"{ROOT}resume/", steps.resume, name="resume"),
    path(f"{ROOT}close/", steps.close, name="close"),
    path(f"{ROOT}end/", steps.end, name="end"),
    path(f"{ROOT}to/<str:to_stage>/", steps.step, name="step"),
    path(f"{ROOT}notes/<str:kind>/", pages.note, name="note"),
    path(f"{ROOT}checks/", checks.checks_new, name="checks_new"),
    path("lasting/", lasting.lasting, name="lasting"),
    path("after/<int:check_id>/", checks.check, name="check"),
    path("after/<int:check_id>/answer/", checks.answer, name="check_answer"),
    path("after/<int:check_id>/whom/", checks.ask, name="check_ask"),
    path("after/<int:check_id>/link/", checks.send_link, name="check_link"),
    path("after/<int:check_id>/leave-out/", checks.waive, name="check_waive"),
    path(
        "answer/after/<int:check_id>/",
        partner_checks.partner_check,
        name="partner_check",
    ),
    path(
        "answer/after/<int:check_id>/done/",
        partner_checks.partner_check_done,
        name="partner_check_done",
    ),
]
