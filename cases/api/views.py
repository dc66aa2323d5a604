"""The interface's views: they translate between JSON, the queries and the actions."""

from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from rest_framework.decorators import api_view, parser_classes
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from audit import log
from cases.actions.intake import record
from cases.api.door import actor_for
from cases.api.parsing import BoundedJSONParser
from cases.api.reports import ReportSerializer
from cases.api.serializers import listed, sections_in, whole
from cases.models import Case, Incident
from cases.policy import get_case, sections_of
from cases.queries import CaseFilters, cases_matching
from cases.report import IncidentReport
from cases.terms import Terms
from partners.actor import Actor
from partners.errors import NotPossible
from partners.roles import Permission

_ONCE = "incident_external_reference_once"


class CasePages(PageNumberPagination):
    """As many cases to a page as the list of cases shows."""

    page_size = 25
    invalid_page_message = "There is no page “{page_number}”."


@api_view(["GET", "HEAD"])
def api_case_list(request: Request) -> Response:
    """List the cases that the actor may see, newest first."""
    actor = actor_for(request, Permission.CASE_READ)
    pages = CasePages()
    cases = pages.paginate_queryset(cases_matching(actor, CaseFilters(), timezone.localdate()), request) or []
    answer = pages.get_paginated_response(listed(cases, sections_in(actor, cases)))
    log.record(actor, "case.list", facts={"hits": answer.data["count"]})
    return answer


@api_view(["GET", "HEAD"])
def api_case(request: Request, reference: str) -> Response:
    """Return one case, as far as the actor's sections allow."""
    actor = actor_for(request, Permission.CASE_READ)
    case = get_case(actor, reference)
    return Response(whole(case, sections_of(actor, case)))


@api_view(["POST"])
@parser_classes([BoundedJSONParser])
def api_incident_record(request: Request) -> Response:
    """Record an incident, in a case of its own or as a further one of a case that the actor may see."""
    actor = actor_for(request, Permission.CASE_LOG)
    sent = ReportSerializer(data=request.data, context={"terms": Terms.of(actor.partnership_id)})
    sent.is_valid(raise_exception=True)
    reference = sent.validated_data["case"]
    case = get_case(actor, reference) if reference else None
    incident = _recorded(actor, sent.validated_data["report"], case)
    place = reverse("api_case", args=[incident.case.reference])
    answer = {"case": incident.case.reference, "incident": incident.pk}
    return Response(answer, status=201, headers={"Location": place})


def _recorded(actor: Actor, report: IncidentReport, case: Case | None) -> Incident:
    try:
        return record(actor=actor, report=report, case=case)
    except IntegrityError as error:
        if _ONCE not in str(error):
            raise
        raise NotPossible("Your agency has recorded an incident with this external reference already.") from None
