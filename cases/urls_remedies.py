"""The addresses of the remedies ledger, and of counter-allegations."""

from django.urls import URLPattern, path

from cases.views import counter, remedies

urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/counter-allegation/", counter.counter_new, name="counter_new"),
    path("cases/<str:reference>/remedies/add/", remedies.remedy_new, name="remedy_new"),
    path("remedies/<uuid:remedy_id>/", remedies.remedy_page, name="remedy_page"),
]
