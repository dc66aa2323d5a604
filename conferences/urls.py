"""The addresses of this app's pages."""

from django.urls import URLPattern, URLResolver, path

from conferences.views import (
    actions,
    amending,
    conferences,
    convening,
    corrections,
    day,
    drafts,
    earlier,
    minutes,
    notes,
    recusals,
    returns,
    running,
    writing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<str:reference>/conference/", convening.conference_convene, name="conference_convene"),
    path("conferences/", conferences.conference_list, name="conference_list"),
    path("conferences/<uuid:key>/", conferences.conference_page, name="conference_page"),
    path("conferences/<uuid:key>/attendance/", running.conference_attendance, name="conference_attendance"),
    path("conferences/<uuid:key>/run/", writing.conference_run, name="conference_run"),
    path("conferences/<uuid:key>/earlier/", earlier.conference_earlier, name="conference_earlier"),
    path("conferences/<uuid:key>/returns/", earlier.conference_returns, name="conference_returns"),
    path("conferences/items/<uuid:key>/", day.item_page, name="item_page"),
    path("conferences/items/<uuid:key>/begin/", day.item_begin, name="item_begin"),
    path("conferences/items/<uuid:key>/notes/<str:field>/", notes.item_note, name="item_note"),
    path("conferences/items/<uuid:key>/recusal/", recusals.recusal_new, name="recusal_new"),
    path("conferences/recusals/<uuid:key>/lift/", recusals.recusal_lift, name="recusal_lift"),
    path("conferences/items/<uuid:key>/return/", returns.return_page, name="return_page"),
    path("conferences/items/<uuid:key>/return/release/", returns.return_release, name="return_release"),
    path("conferences/items/<uuid:key>/return/take-back/", returns.return_take_back, name="return_take_back"),
    path(
        "conferences/items/<uuid:key>/return/nothing-known/", returns.return_nothing_known, name="return_nothing_known"
    ),
    path("conferences/statements/<uuid:key>/", returns.statement_change, name="statement_change"),
    path("conferences/<uuid:key>/finalise/", running.conference_finalise, name="conference_finalise"),
    path("conferences/<uuid:key>/call-off/", convening.conference_call_off, name="conference_call_off"),
    path("conferences/<uuid:key>/minutes/", minutes.minutes_page, name="minutes_page"),
    path("conferences/<uuid:key>/minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("conferences/<uuid:key>/circulate/", drafts.minutes_circulate, name="minutes_circulate"),
    path("conferences/<uuid:key>/draft/", drafts.draft_page, name="draft_page"),
    path("conferences/items/<uuid:key>/amend/", amending.minutes_amend, name="minutes_amend"),
    path("corrections/<uuid:key>/", corrections.correction_answer, name="correction_answer"),
    path("actions/", actions.action_list, name="action_list"),
    path("actions/reminders/", actions.reminder_choose, name="reminder_choose"),
    path("actions/<uuid:key>/", actions.action_answer, name="action_answer"),
]
