"""The addresses of deciding whether a subject's data is kept, and of erasing it."""

from django.urls import URLPattern, path

from cases.views import proportionality

urlpatterns: list[URLPattern] = [
    path(
        "cases/<str:reference>/subjects/<uuid:person_id>/proportionality/",
        proportionality.proportionality_new,
        name="proportionality_new",
    ),
    path("cases/<str:reference>/subjects/<uuid:person_id>/erase/", proportionality.subject_erase, name="subject_erase"),
]
