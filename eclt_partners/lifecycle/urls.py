"""Which address shows which page of the stages?"""

from django.urls import URLPattern, URLResolver, path

from eclt_partners.lifecycle.views import pages, registration, steps

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
]
