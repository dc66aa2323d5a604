"""Making a standing panel, and changing it."""

from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from conferences.actions.panels import PanelFacts
from conferences.forms.whereabouts import place_field, video_link_field
from conferences.models import Panel, Rhythm
from conferences.people import people_who_may, possible_chairs
from partners.actor import Actor
from partners.models import Agency
from partners.queries import agencies_in
from partners.roles import Permission

NARROW = {"class": "govuk-input--width-3"}


class PanelForm(forms.Form):
    """One page: who sits on it, when and where it meets."""

    name = forms.CharField(
        label="What is the panel called?", max_length=80, error_messages={"required": "Enter the name of the panel"}
    )
    chair = forms.ChoiceField(
        label="Who chairs it?", widget=forms.RadioSelect, error_messages={"required": "Choose who chairs it"}
    )
    rhythm = forms.ChoiceField(
        label="How often does it meet?",
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often it meets"},
    )
    first_on = forms.DateField(
        label="First meeting",
        help_text="The following dates are proposed from this one. For example, 12/1/2027",
        error_messages={"required": "Enter the date of the first meeting"},
    )
    starts_at = forms.TimeField(
        label="Time it starts", error_messages={"required": "Enter the time at which the meetings start"}
    )
    minutes_long = forms.IntegerField(
        label="How many minutes does a meeting last?",
        min_value=15,
        max_value=600,
        initial=120,
        widget=forms.NumberInput(attrs=NARROW),
        error_messages={"required": "Enter how many minutes a meeting lasts"},
    )
    place = place_field()
    video_link = video_link_field()
    members = forms.MultipleChoiceField(
        label="Which agencies sit on it?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency"},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = list(agencies_in(actor.partnership_id).exclude(pk=actor.agency))
        chairs = possible_chairs(partnership_id=actor.partnership_id, agency_id=actor.agency)
        self._offer("chair", [(str(person.pk), person.name) for person in chairs])
        self._offer("members", [(str(agency.pk), agency.name) for agency in self.others])
        for agency in self.others:
            readers = people_who_may(
                Permission.CONFERENCE_READ, partnership_id=actor.partnership_id, agencies=[agency.pk]
            )
            people = [(str(person.pk), person.name) for person in readers]
            self.fields[_person(agency)] = forms.ChoiceField(
                label=agency.name, choices=[("", "Nobody in particular"), *people], required=False
            )

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    @property
    def people(self) -> list[BoundField]:
        """The questions who usually comes for each agency."""
        return [self[_person(agency)] for agency in self.others]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if "video_link" not in self.errors and not facts.get("place") and not facts.get("video_link"):
            self.add_error("place", "Enter where the panel meets, or a video link")
        for agency in self.others:
            if facts.get(_person(agency)) and str(agency.pk) not in facts.get("members", []):
                self.add_error(_person(agency), f"{agency.name} does not sit on the panel. Tick it above")
        return facts

    def panel_facts(self) -> PanelFacts:
        """Return what was typed; ask only a valid form."""
        facts = self.cleaned_data
        plain = ("name", "first_on", "starts_at", "minutes_long", "place", "video_link")
        return PanelFacts(
            chair_id=UUID(facts["chair"]),
            rhythm=Rhythm(facts["rhythm"]),
            members={UUID(key): self._comes(UUID(key)) for key in facts["members"]},
            **{name: facts[name] for name in plain},
        )

    def _comes(self, agency_id: UUID) -> UUID | None:
        chosen = self.cleaned_data[f"person_{agency_id.hex}"]
        return UUID(chosen) if chosen else None


def _person(agency: Agency) -> str:
    return f"person_{agency.pk.hex}"


def initial_of(panel: Panel) -> dict[str, Any]:
    """Return what the form shows of a panel before anything is typed."""
    members = list(panel.members.all())
    plain = ("name", "rhythm", "first_on", "starts_at", "minutes_long", "place", "video_link")
    return {
        **{name: getattr(panel, name) for name in plain},
        "chair": str(panel.chair_id),
        "members": [str(member.agency_id) for member in members],
        **{f"person_{member.agency_id.hex}": str(member.user_id or "") for member in members},
    }
