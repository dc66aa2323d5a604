"""A case as JSON. A section that the actor does not have is neither read nor named."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers

from cases.models import Account, Assessment, Case, Decision, Incident, Person, Reopening
from cases.policy import live_accesses
from cases.queries import assessments_of, decisions_of, incidents_of
from cases.sections import Section
from partners.actor import Actor
from partners.models import Agency

Sections = Mapping[UUID, Iterable[str]]
Json = dict[str, Any]


class AgencySerializer(serializers.ModelSerializer[Agency]):
    """An agency by its code and name."""

    class Meta:
        model = Agency
        fields = ("code", "name")


class CaseSerializer(serializers.ModelSerializer[Case]):
    """The coded facts of a case, and which sections of it the actor's agency may read."""

    lead_agency = AgencySerializer()
    sections = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = (
            "reference",
            "lead_agency",
            "state",
            "band",
            "opened_on",
            "decision_due_on",
            "review_on",
            "victim_told_on",
            "victim_not_told",
            "closed_on",
            "closing_outcome",
            "sections",
        )

    def get_sections(self, case: Case) -> list[str]:
        """Return the sections, which the caller has read for all cases at once."""
        sections: Sections = self.context["sections"]
        return sorted(set(sections[case.pk]))


class ListedCaseSerializer(CaseSerializer):
    """A case in the list, with the strands and areas of its incidents."""

    strands = serializers.SerializerMethodField()
    areas = serializers.SerializerMethodField()

    class Meta(CaseSerializer.Meta):
        fields = (*CaseSerializer.Meta.fields, "strands", "areas")  # type: ignore[assignment] # longer

    def get_strands(self, case: Case) -> list[str]:
        """Return the strands of all incidents, each once."""
        return sorted({code for incident in case.incidents.all() for code in incident.strands})

    def get_areas(self, case: Case) -> list[str]:
        """Return the areas of all incidents, each once."""
        return sorted({incident.area for incident in case.incidents.all() if incident.area})


class IncidentSerializer(serializers.ModelSerializer[Incident]):
    """The coded facts of an incident."""

    agency = AgencySerializer()

    class Meta:
        model = Incident
        fields = (
            "id",
            "agency",
            "external_reference",
            "source",
            "recorded_on",
            "occurred_from",
            "occurred_to",
            "occurred_precision",
            "kind",
            "offence",
            "strands",
            "perceived_religion",
            "reported_by",
            "flags",
            "incident_type",
            "area",
            "premises",
            "outcome",
            "consent",
            "pack_given",
        )


class AccountSerializer(serializers.ModelSerializer[Account]):
    """What happened, in the reporter's words."""

    class Meta:
        model = Account
        exclude = ("id", "case")


class PersonSerializer(serializers.ModelSerializer[Person]):
    """Somebody's part in an incident, with what must be known before making contact."""

    class Meta:
        model = Person
        exclude = ("id", "case")


class AssessmentSerializer(serializers.ModelSerializer[Assessment]):
    """A completed risk assessment."""

    agency = AgencySerializer()
    completed_by = serializers.CharField(source="completed_by.name")

    class Meta:
        model = Assessment
        exclude = ("case",)


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """A decision with its reasons."""

    agency = AgencySerializer()
    decided_by = serializers.CharField(source="decided_by.name")

    class Meta:
        model = Decision
        exclude = ("id", "case")


class ReopeningSerializer(serializers.ModelSerializer[Reopening]):
    """Why a decision was taken again."""

    agency = AgencySerializer()

    class Meta:
        model = Reopening
        exclude = ("id", "case", "reopened_by")


def sections_in(actor: Actor, cases: Sequence[Case]) -> Sections:
    """Return the sections of each of `cases` that the actor may read, as `cases.policy.sections_of` does of one."""
    found: dict[UUID, set[str]] = {}
    for key, codes in live_accesses(actor).filter(case__in=cases).values_list("case_id", "sections"):
        found.setdefault(key, set()).update(codes)
    return found


def listed(cases: Sequence[Case], sections: Sections) -> Any:
    """Return cases as the list shows them."""
    return ListedCaseSerializer(cases, many=True, context={"sections": sections}).data


def whole(case: Case, sections: frozenset[Section]) -> Json:
    """Return a case with its incidents and, of the other sections, those in `sections`."""
    return {
        **CaseSerializer(case, context={"sections": {case.pk: sections}}).data,
        "incidents": IncidentSerializer(incidents_of(case), many=True).data,
        **{section.value: read(case) for section, read in _READ.items() if section in sections},
    }


def _account(case: Case) -> Any:
    accounts = Account.objects.filter(case=case).order_by("-incident__occurred_from")
    return AccountSerializer(accounts, many=True).data


def _people(case: Case) -> Any:
    people = Person.objects.filter(case=case).order_by("-incident__occurred_from", "part", "name")
    return PersonSerializer(people, many=True).data


def _risk(case: Case) -> Any:
    return AssessmentSerializer(assessments_of(case), many=True).data


def _decision(case: Case) -> Json:
    reopenings = Reopening.objects.filter(case=case).select_related("agency")
    return {
        "decisions": DecisionSerializer(decisions_of(case), many=True).data,
        "reopenings": ReopeningSerializer(reopenings, many=True).data,
    }


_READ: dict[Section, Callable[[Case], Any]] = {
    Section.ACCOUNT: _account,
    Section.PEOPLE: _people,
    Section.RISK: _risk,
    Section.DECISION: _decision,
}
