"""The addresses of the remedies ledger."""

from django.urls import URLPattern, path

from cases.views import remedies

urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/remedies/add/", remedies.remedy_new, name="remedy_new"),
    path("remedies/<uuid:remedy_id>/", remedies.remedy_page, name="remedy_page"),
]
