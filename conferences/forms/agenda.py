"""The order of an agenda, who is invited to an item, and referring a case to a panel."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils import timezone

from cases.sections import Section
from cases.terms import choices
from conferences.actions.agenda import MOST_MINUTES
from conferences.models import Item, Panel
from conferences.queries_agenda import Row, may_be_invited, most_sections
from partners.actor import Actor
from partners.models import Agency

_SECTIONS = [(section.value, section.label) for section in Section if section != Section.SUMMARY]
_NARROW = {"class": "govuk-input--width-3"}


class AgendaForm(forms.Form):
    """A place and a number of minutes for each item. Two items with the same place keep the order that they had."""

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            reference = row.item.case.reference
            self.fields[_place(row.item)] = forms.IntegerField(
                label=f"Place of case {reference} on the agenda",
                min_value=1,
                max_value=1_000,
                initial=row.number,
                widget=forms.NumberInput(attrs=_NARROW),
                error_messages={"required": f"Enter the place of case {reference}"},
            )
            self.fields[_minutes(row.item)] = forms.IntegerField(
                label=f"Minutes for case {reference}",
                min_value=1,
                max_value=MOST_MINUTES,
                initial=row.item.expected_minutes,
                widget=forms.NumberInput(attrs=_NARROW),
                error_messages={"required": f"Enter the minutes for case {reference}"},
            )

    @property
    def lines(self) -> list[tuple[Row, BoundField, BoundField]]:
        """Each item with its two questions."""
        return [(row, self[_place(row.item)], self[_minutes(row.item)]) for row in self.rows]

    def order(self) -> list[tuple[UUID, int]]:
        """Return what was typed, the first item first; ask only a valid form."""
        facts = self.cleaned_data
        ordered = sorted(self.rows, key=lambda row: (facts[_place(row.item)], row.number))
        return [(row.item.pk, facts[_minutes(row.item)]) for row in ordered]


def _place(item: Item) -> str:
    return f"place_{item.pk.hex}"


def _minutes(item: Item) -> str:
    return f"minutes_{item.pk.hex}"


class InviteForm(forms.Form):
    """Who is asked to one item: an agency with anything ticked is."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.agencies = list(Agency.objects.filter(pk__in=may_be_invited(item)))
        allowed = most_sections(item)
        offered = [choice for choice in _SECTIONS if choice[0] in allowed]
        standing = {each.agency_id: each for each in item.invitations.filter(withdrawn_at__isnull=True)}
        for agency in self.agencies:
            invitation = standing.get(agency.pk)
            self.fields[agency.pk.hex] = forms.MultipleChoiceField(
                label=agency.name,
                choices=[(Section.SUMMARY.value, "Invited, with the summary"), *offered],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=invitation.sections if invitation else [],
            )

    def given(self) -> dict[UUID, list[Section]]:
        """Return each invited agency with its sections; ask only a valid form."""
        ticked = {agency.pk: self.cleaned_data[agency.pk.hex] for agency in self.agencies}
        return {key: [Section(code) for code in codes] for key, codes in ticked.items() if codes}


class ReferForm(forms.Form):
    """Which panel, why, and what those at the table may see."""

    panel = forms.ChoiceField(
        label="Which panel?", widget=forms.RadioSelect, error_messages={"required": "Choose the panel"}
    )
    why = forms.CharField(
        label="Why should the panel look at this case?",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        help_text="What has been tried, and what you need from others. Use no names.",
        error_messages={"required": "Say why the panel should look at this case"},
    )
    sections = forms.MultipleChoiceField(
        label="What may those at the table see of the case, beside the summary?",
        choices=_SECTIONS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="The panel’s own agency sees this from now. Members who need to be there see it once the agenda is"
        " published. Nobody is given more.",
    )
    legal_gateway = forms.ChoiceField(
        label="What is the legal basis for sharing?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the legal basis for sharing"},
    )

    def __init__(self, *args: Any, actor: Actor, panels: Sequence[Panel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("panel", [(str(panel.pk), f"{panel.name}\n{panel.agency.name}") for panel in panels])
        self._offer("legal_gateway", choices("legal_gateway", actor, timezone.localdate()))

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = offered

    def shown(self) -> list[Section]:
        """Return the sections that were ticked; ask only a valid form."""
        return [Section(code) for code in self.cleaned_data["sections"]]
