"""Which address shows which page of partners?"""

from django.urls import URLPattern, URLResolver, path

from partners.plan_urls import LOOK, PARTNER, STAFF
from partners.views import (
    assessments,
    contact_links,
    contact_mail,
    contacts,
    flags,
    incidents,
    officers,
    partners,
    partnerships,
    profiles,
    unreached,
)

app_name = "partners"
urlpatterns: list[URLPattern | URLResolver] = [
    path("partners/unreached/", unreached.unreached, name="unreached"),
    path("partners/new/", partners.partner_new, name="new"),
    path("partners/<int:partner_id>/", partners.partner_detail, name="detail"),
    path("partners/<int:partner_id>/edit/", partners.partner_edit, name="edit"),
    path("partners/<int:partner_id>/facts/", profiles.facts, name="facts"),
    path(
        "partners/<int:partner_id>/facts/<str:part>/",
        profiles.facts_edit,
        name="facts_edit",
    ),
    path("partners/<int:partner_id>/flags/new/", flags.flag_new, name="flag_new"),
    path("flags/<int:flag_id>/lift/", flags.flag_lift, name="flag_lift"),
    path(
        "partners/<int:partner_id>/assessments/new/",
        assessments.assessment_new,
        name="assessment_new",
    ),
    path(
        "assessments/<int:assessment_id>/edit/",
        assessments.assessment_edit,
        name="assessment_edit",
    ),
    path(
        "partners/<int:partner_id>/officers/new/",
        officers.officer_new,
        name="officer_new",
    ),
    path("officers/<int:officer_id>/edit/", officers.officer_edit, name="officer_edit"),
    path(
        "partners/<int:partner_id>/contacts/new/",
        contacts.contact_new,
        name="contact_new",
    ),
    path("contacts/<int:contact_id>/edit/", contacts.contact_edit, name="contact_edit"),
    path(
        "contacts/<int:contact_id>/mail/",
        contact_mail.contact_mail,
        name="contact_mail",
    ),
    path(
        "contacts/<int:contact_id>/links/",
        contact_links.contact_links,
        name="contact_links",
    ),
    path(
        "contacts/<int:contact_id>/not-me/<int:said_id>/",
        contact_mail.contact_not_me,
        name="contact_not_me",
    ),
    path(
        "partners/<int:partner_id>/partnerships/new/",
        partnerships.partnership_new,
        name="partnership_new",
    ),
    path(
        "partnerships/<int:partnership_id>/edit/",
        partnerships.partnership_edit,
        name="partnership_edit",
    ),
    path(
        "partnerships/<int:partnership_id>/events/new/",
        partnerships.event_new,
        name="event_new",
    ),
    path(
        "partnerships/<int:partnership_id>/danger/",
        incidents.incident_new,
        name="incident_new",
    ),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<int:incident_id>/", incidents.incident, name="incident"),
    LOOK,
    *STAFF,
    *PARTNER,
]
