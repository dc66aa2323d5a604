"""Convening a conference: when, where, who chairs, who is asked and what each may see."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils import timezone

from cases.models import Case
from cases.policy import not_kept_away
from cases.sections import Section
from cases.terms import choices
from conferences.actions.convene import ACCESS_DAYS, Meeting
from conferences.forms.whereabouts import place_field, video_link_field
from conferences.people import possible_chairs
from partners.actor import Actor
from partners.models import Agency
from partners.queries import agencies_in

_SECTIONS = [(section.value, section.label) for section in Section if section != Section.SUMMARY]


class ConveneForm(forms.Form):
    """One page. Every invited agency gets the same sections unless it is given sections of its own."""

    held_on = forms.DateField(label="Date of the meeting", error_messages={"required": "Enter the date of the meeting"})
    held_time = forms.TimeField(
        label="Time it starts", error_messages={"required": "Enter the time at which the meeting starts"}
    )
    place = place_field()
    video_link = video_link_field()
    chair = forms.ChoiceField(
        label="Who chairs it?", widget=forms.RadioSelect, error_messages={"required": "Choose who chairs it"}
    )
    agencies = forms.MultipleChoiceField(
        label="Which agencies do you invite?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Only those who need to be there",
        error_messages={"required": "Invite at least one other agency"},
    )
    sections = forms.MultipleChoiceField(
        label="What may they see of the case, beside the summary?",
        choices=_SECTIONS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="The summary says when, where and which strands, and names nobody. It always comes along.",
    )
    legal_gateway = forms.ChoiceField(
        label="What is the legal basis for sharing?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the legal basis for sharing"},
    )
    access_until = forms.DateField(
        label="Last day on which they can see the case (optional)",
        required=False,
        help_text=f"For example, 27/3/2026. Without a date it is {ACCESS_DAYS} days after the meeting.",
    )

    def __init__(self, *args: Any, actor: Actor, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.others = list(agencies_in(actor.partnership_id).exclude(pk=actor.agency))
        people = possible_chairs(partnership_id=actor.partnership_id, agency_id=actor.agency)
        self._offer("chair", [(str(person.pk), person.name) for person in not_kept_away(people, case.pk)])
        self._offer("agencies", [(str(agency.pk), agency.name) for agency in self.others])
        self._offer("legal_gateway", choices("legal_gateway", actor, today))
        for agency in self.others:
            self.fields[_own(agency)] = forms.MultipleChoiceField(
                label=agency.name, choices=_own_choices(), widget=forms.CheckboxSelectMultiple, required=False
            )

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    @property
    def own_sections(self) -> list[BoundField]:
        """The questions for an agency that gets something else than the others."""
        return [self[_own(agency)] for agency in self.others]

    @property
    def has_own_sections(self) -> bool:
        """Whether any of these questions has been answered, so that they are shown open."""
        return any(field.value() or field.errors for field in self.own_sections)

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("The date of the meeting is today or later")
        return day

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if "video_link" not in self.errors and not facts.get("place") and not facts.get("video_link"):
            self.add_error("place", "Enter where the meeting is held, or a video link")
        held_on, until = facts.get("held_on"), facts.get("access_until")
        if held_on and until and until < held_on:
            self.add_error("access_until", "The last day is the day of the meeting or later")
        for agency in self.others:
            self._check_own(agency, facts)
        return facts

    def _check_own(self, agency: Agency, facts: dict[str, Any]) -> None:
        own = facts.get(_own(agency)) or []
        if own and str(agency.pk) not in facts.get("agencies", []):
            self.add_error(_own(agency), f"You have not invited {agency.name}. Invite it above, or untick its boxes")
        if Section.SUMMARY in own and len(own) > 1:
            self.add_error(_own(agency), f"Choose “Only the summary” for {agency.name}, or sections, not both")

    def meeting(self) -> Meeting:
        """Return what was typed; ask only a valid form."""
        facts = self.cleaned_data
        return Meeting(
            held_at=timezone.make_aware(datetime.combine(facts["held_on"], facts["held_time"])),
            place=facts["place"],
            video_link=facts["video_link"],
            chair_id=UUID(facts["chair"]),
            sections={UUID(key): self._sections_for(key) for key in facts["agencies"]},
            legal_gateway=facts["legal_gateway"],
            access_until=facts["access_until"] or facts["held_on"] + timedelta(days=ACCESS_DAYS),
        )

    def _sections_for(self, key: str) -> list[Section]:
        own = self.cleaned_data[f"sections_{UUID(key).hex}"]
        return [Section(code) for code in own or self.cleaned_data["sections"]]


def _own(agency: Agency) -> str:
    return f"sections_{agency.pk.hex}"


def _own_choices() -> list[tuple[str, str]]:
    return [(Section.SUMMARY.value, "Only the summary"), *_SECTIONS]
