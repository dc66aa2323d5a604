"""The addresses of this app's pages."""

from django.urls import URLPattern, URLResolver, path

from cases import urls_instruments, urls_proportionality, urls_remedies, urls_transfers
from cases.views import (
    access,
    assessments,
    cases,
    closure,
    consultations,
    countersigning,
    decisions,
    documents,
    emergency,
    history,
    importing,
    incidents,
    lowering,
    monitoring,
    openings,
    safety,
    satisfaction,
    sight,
    telling,
    work,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("incidents/", incidents.incident_start, name="incident_start"),
    path("incidents/import/", importing.incident_import, name="incident_import"),
    path("incidents/drafts/<uuid:draft_id>/", incidents.incident_resume, name="incident_resume"),
    path("incidents/drafts/<uuid:draft_id>/check/", incidents.incident_check, name="incident_check"),
    path("incidents/drafts/<uuid:draft_id>/discard/", incidents.incident_discard, name="incident_discard"),
    path("incidents/drafts/<uuid:draft_id>/<slug:step>/", incidents.incident_page, name="incident_page"),
    path(
        "cases/<str:reference>/incidents/<uuid:incident_id>/logged/", incidents.incident_logged, name="incident_logged"
    ),
    path("monitoring/", monitoring.monitoring_list, name="monitoring_list"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/<str:reference>/", cases.case_page, name="case_page"),
    path("cases/<str:reference>/history/", history.case_history, name="case_history"),
    path("cases/<str:reference>/opened/", openings.case_openings, name="case_openings"),
    path("cases/<str:reference>/assess/", assessments.assessment_new, name="assessment_new"),
    path(
        "cases/<str:reference>/assessments/<uuid:assessment_id>/", assessments.assessment_page, name="assessment_page"
    ),
    path(
        "cases/<str:reference>/assessments/<uuid:assessment_id>/lower/",
        lowering.lowering_answer,
        name="lowering_answer",
    ),
    path("cases/<str:reference>/consult/", consultations.consultation_new, name="consultation_new"),
    path("consultations/<uuid:consultation_id>/", consultations.consultation_page, name="consultation_page"),
    path("cases/<str:reference>/decide/", decisions.decision_new, name="decision_new"),
    path(
        "cases/<str:reference>/decisions/<uuid:decision_id>/countersign/",
        countersigning.decision_countersign,
        name="decision_countersign",
    ),
    path("cases/<str:reference>/work/", work.work_plan, name="work_plan"),
    path("cases/<str:reference>/work/add/", work.task_new, name="task_new"),
    path("tasks/<uuid:task_id>/", work.task_answer, name="task_answer"),
    path("cases/<str:reference>/incidents/<uuid:incident_id>/safety/", safety.case_safety, name="case_safety"),
    path("cases/<str:reference>/reopen/", decisions.decision_reopen, name="decision_reopen"),
    path("cases/<str:reference>/documents/add/", documents.document_add, name="document_add"),
    path("cases/<str:reference>/documents/<uuid:document_id>/", documents.document_download, name="document_download"),
    path(
        "cases/<str:reference>/documents/<uuid:document_id>/remove/", documents.document_remove, name="document_remove"
    ),
    path("cases/<str:reference>/told/", telling.case_told, name="case_told"),
    path("cases/<str:reference>/satisfaction/", satisfaction.case_satisfaction, name="case_satisfaction"),
    path("cases/<str:reference>/close/", closure.case_close, name="case_close"),
    path("cases/<str:reference>/who-may-see/", sight.case_sight, name="case_sight"),
    path("cases/<str:reference>/restrict/", sight.case_restrict, name="case_restrict"),
    path("cases/<str:reference>/restrict/lift/", sight.case_unrestrict, name="case_unrestrict"),
    path("cases/<str:reference>/named/", sight.case_name, name="case_name"),
    path("cases/<str:reference>/named/<uuid:user_id>/remove/", sight.case_unname, name="case_unname"),
    path("cases/<str:reference>/conflict/", sight.conflict_declare, name="conflict_declare"),
    path("cases/<str:reference>/walls/", sight.wall_new, name="wall_new"),
    path("cases/<str:reference>/walls/<uuid:wall_id>/lift/", sight.wall_lift, name="wall_lift"),
    path("emergency/", emergency.emergency_open, name="emergency_open"),
    path("emergency/uses/", emergency.emergency_review_list, name="emergency_review_list"),
    path("emergency/uses/<uuid:use_id>/", emergency.emergency_review, name="emergency_review"),
    path("cases/<str:reference>/access/<uuid:access_id>/revoke/", access.access_revoke, name="access_revoke"),
    *urls_instruments.urlpatterns,
    *urls_proportionality.urlpatterns,
    *urls_remedies.urlpatterns,
    *urls_transfers.urlpatterns,
]
