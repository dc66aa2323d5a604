"""The addresses of the programming interface."""

from django.urls import URLPattern, URLResolver, path

from cases.api import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/", views.api_case_list, name="api_case_list"),
    path("cases/<str:reference>/", views.api_case, name="api_case"),
    path("incidents/", views.api_incident_record, name="api_incident_record"),
]
