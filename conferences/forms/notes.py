"""What is said and decided about a case, and the next action: one form, so that no button loses what was typed."""

from collections.abc import Iterable, Sequence
from typing import Any, Self, cast
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from conferences.actions.notes import FIELDS, Notes, Versions
from conferences.models import Item
from conferences.seated import Seated
from partners.models import Agency


class NotesForm(forms.Form):
    """The notes of one item. An action that has been begun is added whichever button is pressed.

    Each box travels with the version that the writer had before them.
    """

    discussion_version = forms.IntegerField(widget=forms.HiddenInput)
    decision_version = forms.IntegerField(widget=forms.HiddenInput)
    review_on_version = forms.IntegerField(widget=forms.HiddenInput)
    remove = forms.UUIDField(required=False, widget=forms.HiddenInput)
    discussion = forms.CharField(
        label="Information and risks",
        widget=forms.Textarea(attrs={"rows": 10, "data-site-key": "KeyD", "aria-keyshortcuts": "Alt+Shift+D"}),
        max_length=20_000,
        required=False,
        help_text="Say what is fact and what is opinion, and which agency said it. No names of people in the case.",
    )
    decision = forms.CharField(
        label="Decision",
        widget=forms.Textarea(attrs={"rows": 4, "data-site-key": "KeyE", "aria-keyshortcuts": "Alt+Shift+E"}),
        max_length=4_000,
        required=False,
    )
    review_on = forms.DateField(
        label="Review date (optional)",
        required=False,
        help_text="When the risk is to be looked at again. For example, 27/3/2026",
    )
    agency = forms.ChoiceField(label="Which agency does it?", required=False)
    task = forms.CharField(
        label="What is to be done?",
        widget=forms.Textarea(attrs={"rows": 2, "data-site-key": "KeyK", "aria-keyshortcuts": "Alt+Shift+K"}),
        max_length=1_000,
        required=False,
    )
    person = forms.ChoiceField(label="Who of the agency? (optional)", required=False)
    due_on = forms.DateField(label="By when?", required=False)
    at_next_meeting = forms.BooleanField(label="At the next meeting", required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[Agency] = (),
        people: Iterable[Seated] = (),
        adds_action: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        offered = [(str(agency.pk), agency.name) for agency in agencies]
        cast(forms.ChoiceField, self.fields["agency"]).choices = [("", "Choose an agency"), *offered]
        workers = [(str(each.user_id), f"{each.name}, {each.agency}") for each in people]
        cast(forms.ChoiceField, self.fields["person"]).choices = [("", "Whoever of the agency"), *workers]
        self.adds_action = adds_action

    def clean_discussion(self) -> str:
        return _lines(self.cleaned_data["discussion"])

    def clean_decision(self) -> str:
        return _lines(self.cleaned_data["decision"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        begun = any(facts.get(name) for name in ("task", "due_on", "at_next_meeting"))
        self.adds_action = self.adds_action or begun
        if self.adds_action:
            self._check_action(facts)
        return facts

    def _check_action(self, facts: dict[str, Any]) -> None:
        wanted = {
            "agency": "Choose the agency that does it",
            "task": "Enter what is to be done",
        }
        for name, sentence in wanted.items():
            if not facts.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if not facts.get("due_on") and not facts.get("at_next_meeting") and "due_on" not in self.errors:
            self.add_error("due_on", "Enter the day by which it is to be done, or tick “At the next meeting”")
        if facts.get("due_on") and facts.get("at_next_meeting"):
            self.add_error("at_next_meeting", "Untick this box, or empty the day")

    @property
    def action_fields(self) -> list[BoundField]:
        """The boxes of a further action."""
        return [self[name] for name in ("task", "agency", "person", "due_on", "at_next_meeting")]

    def removes(self) -> UUID | None:
        """Return the action whose "Remove" button was pressed; ask only a valid form."""
        key: UUID | None = self.cleaned_data["remove"]
        return key

    def notes(self) -> Notes:
        """Return the notes; ask only a valid form."""
        facts = self.cleaned_data
        return Notes(facts["discussion"], facts["decision"], facts["review_on"])

    def versions(self) -> Versions:
        """Return the versions that the notes are to replace; ask only a valid form."""
        return {name: self.cleaned_data[f"{name}_version"] for name in FIELDS}

    def with_versions(self, item: Item) -> Self:
        """Return this form with all that was typed, so that the next save replaces what stands now."""
        typed = cast(QueryDict, self.data).copy()
        for name in FIELDS:
            typed[f"{name}_version"] = str(getattr(item, f"{name}_version"))
        self.data = typed
        return self


def initial_of(item: Item) -> dict[str, Any]:
    """Return what the form shows before anything is typed."""
    return {name: getattr(item, name) for field in FIELDS for name in (field, f"{field}_version")}


def _lines(text: str) -> str:
    """Return `text` with the line ends that are stored; browsers send two characters for each."""
    return text.replace("\r\n", "\n")
