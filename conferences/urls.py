"""The addresses of this app's pages."""

from django.urls import URLPattern, URLResolver, path

from conferences.views import actions, conferences, convening, minutes, running, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<str:reference>/conference/", convening.conference_convene, name="conference_convene"),
    path("conferences/", conferences.conference_list, name="conference_list"),
    path("conferences/<uuid:key>/", conferences.conference_page, name="conference_page"),
    path("conferences/<uuid:key>/attendance/", running.conference_attendance, name="conference_attendance"),
    path("conferences/<uuid:key>/run/", writing.conference_run, name="conference_run"),
    path("conferences/<uuid:key>/finalise/", running.conference_finalise, name="conference_finalise"),
    path("conferences/<uuid:key>/call-off/", convening.conference_call_off, name="conference_call_off"),
    path("conferences/<uuid:key>/minutes/", minutes.minutes_page, name="minutes_page"),
    path("conferences/<uuid:key>/minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("actions/", actions.action_list, name="action_list"),
    path("actions/<uuid:key>/", actions.action_answer, name="action_answer"),
]
