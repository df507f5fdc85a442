"""Which address lets a reader have fewer mails?"""

from django.urls import URLPattern, URLResolver, path

from eclt_partners.notifications import views

app_name = "notifications"
urlpatterns: list[URLPattern | URLResolver] = [
    path("mails/<str:token>/", views.leave, name="leave"),
]
