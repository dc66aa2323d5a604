"""The addresses of this app's pages."""

from django.urls import URLPattern, URLResolver, path

from cases.views import access, assessments, cases, closure, decisions, monitoring

urlpatterns: list[URLPattern | URLResolver] = [
    path("monitoring/", monitoring.monitoring_list, name="monitoring_list"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/<str:reference>/", cases.case_page, name="case_page"),
    path("cases/<str:reference>/assess/", assessments.assessment_new, name="assessment_new"),
    path(
        "cases/<str:reference>/assessments/<uuid:assessment_id>/", assessments.assessment_page, name="assessment_page"
    ),
    path("cases/<str:reference>/decide/", decisions.decision_new, name="decision_new"),
    path("cases/<str:reference>/reopen/", decisions.decision_reopen, name="decision_reopen"),
    path("cases/<str:reference>/told/", closure.case_told, name="case_told"),
    path("cases/<str:reference>/close/", closure.case_close, name="case_close"),
    path("cases/<str:reference>/access/<uuid:access_id>/revoke/", access.access_revoke, name="access_revoke"),
]
