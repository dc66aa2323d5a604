"""Facts about somebody's safety in one incident."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from cases.actions.safety import AT_RISK, Contact
from cases.models import Account, Incident, Person
from cases.models.person import Part

_WORDS = {"adult_at_risk": "An adult is at risk", "child": "A child is involved"}


class SafetyForm(forms.Form):
    """Who is at risk, what danger there is, and for each person how contact is safe."""

    def __init__(
        self, incident: Incident, account: Account | None, people: Sequence[Person], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(people)
        for code in AT_RISK:
            held = code in incident.flags
            self.fields[code] = forms.BooleanField(label=_WORDS[code], required=False, initial=held)
        danger = account.danger if account else ""
        self.fields["danger"] = _text("Immediate danger and safeguarding (optional)", 2_000, danger)
        for person in self.people:
            self.fields[f"safe_{person.pk}"] = _text(
                "Safe ways of making contact (optional)", 1_000, person.safe_contact
            )
            self.fields[f"not_{person.pk}"] = _text(
                "Who must not be contacted or told (optional)", 1_000, person.do_not_tell
            )
        if account is None:
            del self.fields["danger"]

    def about_people(self) -> list[tuple[str, list[BoundField]]]:
        """Return for each person a heading with the two questions about them."""
        return [
            (
                f"{Part(person.part).label}: {person.name or 'name not known'}",
                [self[f"safe_{person.pk}"], self[f"not_{person.pk}"]],
            )
            for person in self.people
        ]

    def at_risk(self) -> list[BoundField]:
        """Return the questions about the incident as a whole."""
        return [self[name] for name in (*AT_RISK, "danger") if name in self.fields]

    @property
    def markers(self) -> dict[str, bool]:
        """For each marker whether it holds."""
        return {code: self.cleaned_data[code] for code in AT_RISK}

    @property
    def contacts(self) -> dict[UUID, Contact]:
        """For each person how contact is safe."""
        data = self.cleaned_data
        return {person.pk: Contact(data[f"safe_{person.pk}"], data[f"not_{person.pk}"]) for person in self.people}


def _text(label: str, most: int, first: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, widget=area, max_length=most, required=False, initial=first)
