"""Every address of the site."""

from django.urls import include, path

from hatecrime import views

handler400 = "hatecrime.views.bad_request"

urlpatterns = [
    path("healthy/", views.healthy, name="healthy"),
    path("account/", include("hatecrime.account_urls")),
    path("", include("partners.urls")),
    path("", include("cases.urls")),
    path("api/", include("cases.api.urls")),
    path("", include("conferences.urls")),
    path("", include("referrals.urls")),
    path("", include("reporting.urls")),
]
