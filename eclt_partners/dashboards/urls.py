"""Which address shows which page of the dashboards?"""

from django.urls import URLPattern, URLResolver, path, register_converter

from eclt_partners.dashboards.converters import MonthConverter
from eclt_partners.dashboards.views import (
    all_countries,
    calendar,
    countries,
    country_list,
    documents,
    exports,
    first_steps,
    hand_over,
    health,
    jobs,
    ladders,
    ledger,
    mail_health,
    mail_repairs,
    months,
    narrowed,
    partner_home,
    partner_promises,
    partnership,
    partnership_health,
    registry,
    saved_views,
    today,
)

register_converter(MonthConverter, "month")

app_name = "dashboards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("more/", today.more, name="more"),
    path("partners/", registry.partners, name="partners"),
    path("partners/views/new/", saved_views.view_new, name="partner_view_new"),
    path(
        "partners/views/<int:view_id>/", saved_views.view_edit, name="partner_view_edit"
    ),
    path(
        "partners/views/<int:view_id>/delete/",
        saved_views.view_delete,
        name="partner_view_delete",
    ),
    path("countries/", all_countries.countries, name="countries"),
    path("countries/compare/", all_countries.compare, name="compare"),
    path("countries/<str:code>/", countries.country, name="country"),
    path("countries/<str:code>/closer/", countries.closer, name="closer"),
    path("countries/<str:code>/refresh/", countries.refresh, name="refresh"),
    path("countries/<str:code>/report/", exports.report, name="report"),
    path("countries/<str:code>/spreadsheet/", exports.spreadsheet, name="spreadsheet"),
    path("countries/<str:code>/<slug:block>.csv", exports.block_csv, name="block_csv"),
    path("countries/<str:code>/list/", country_list.country_list, name="list"),
    path("countries/<str:code>/narrow/", narrowed.narrow, name="narrow"),
    path("countries/<str:code>/views/new/", saved_views.view_new, name="view_new"),
    path(
        "countries/<str:code>/views/<int:view_id>/",
        saved_views.view_edit,
        name="view_edit",
    ),
    path(
        "countries/<str:code>/views/<int:view_id>/delete/",
        saved_views.view_delete,
        name="view_delete",
    ),
    path("countries/<str:code>/months/", months.months, name="months"),
    path("countries/<str:code>/<month:month>/", months.month, name="month"),
    path(
        "countries/<str:code>/<month:month>/changes/",
        months.month_changes,
        name="month_changes",
    ),
    path("exports/", exports.files, name="files"),
    path("jobs/<int:job_id>/", jobs.job, name="job"),
    path("jobs/<int:job_id>/cancel/", jobs.cancel, name="job_cancel"),
    path("jobs/<int:job_id>/seen/", jobs.seen, name="job_seen"),
    path("jobs/<int:job_id>/file/", jobs.job_file, name="job_file"),
    path(
        "partnerships/<int:partnership_id>/",
        partnership.partnership,
        name="partnership",
    ),
    path(
        "partnerships/<int:partnership_id>/health/",
        partnership_health.health_over_time,
        name="partnership_health",
    ),
    path(
        "partnerships/<int:partnership_id>/link/",
        partnership.home_link,
        name="home_link",
    ),
    path(
        "partnerships/<int:partnership_id>/documents/new/",
        documents.document_new,
        name="document_new",
    ),
    path(
        "partnerships/<int:partnership_id>/hand-over/",
        hand_over.hand_over_page,
        name="hand_over",
    ),
    path(
        "partnerships/<int:partnership_id>/hand-over.pdf",
        hand_over.hand_over_pdf,
        name="hand_over_pdf",
    ),
    path(
        "partnerships/<int:partnership_id>/hand-over/steps/<int:onboarding_id>/",
        hand_over.first_steps,
        name="first_steps",
    ),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path(
        "documents/<int:document_id>/withdraw/",
        documents.document_withdraw,
        name="document_withdraw",
    ),
    path(
        "answer/documents/<int:document_id>/",
        documents.partner_document,
        name="partner_document",
    ),
    path("answer/home/", partner_home.partner_page, name="partner_home"),
    path(
        "answer/home/promises/",
        partner_promises.partner_promises,
        name="partner_promises",
    ),
    path(
        "answer/home/promises/<int:instance_id>/",
        partner_promises.partner_promise,
        name="partner_promise",
    ),
    path(
        "answer/home/first-steps/",
        first_steps.partner_first_steps,
        name="partner_first_steps",
    ),
    path("answer/home/event/", partner_home.partner_event, name="partner_event"),
    path("answer/home/danger/", partner_home.partner_danger, name="partner_danger"),
    path("history/<str:kind>/<int:key>/", partnership.history, name="history"),
    path("calendar/", calendar.year, name="year"),
    path("calendar/<str:token>.ics", calendar.feed, name="feed"),
    path("mail/", ledger.ledger, name="ledger"),
    path("mail/next/", ledger.coming, name="coming"),
    path("mail/health/", mail_health.mail_health, name="mail_health"),
    path("setup/ladders/", ladders.ladders, name="ladders"),
    path("setup/ladders/<slug:kind>/", ladders.ladder, name="ladder"),
    path("mail/<int:message_id>/", ledger.message, name="message"),
    path(
        "mail/<int:message_id>/again/", mail_repairs.message_again, name="message_again"
    ),
    path(
        "mail/<int:message_id>/settle/",
        mail_repairs.message_settle,
        name="message_settle",
    ),
    path("health", health.health, name="health"),
]
