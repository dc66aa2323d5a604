"""What is said and decided about a case, and the next action: one form, so that no button loses what was typed."""

from collections.abc import Iterable
from typing import Any, Self, cast
from uuid import UUID

from django import forms
from django.http import QueryDict

from conferences.actions.items import Notes
from conferences.models import Item
from partners.models import Agency


class NotesForm(forms.Form):
    """The notes of one item. An action that has been begun is added whichever button is pressed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remove = forms.UUIDField(required=False, widget=forms.HiddenInput)
    discussion = forms.CharField(
        label="Information and risks",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=20_000,
        required=False,
        help_text="Say what is fact and what is opinion, and which agency said it. No names of people in the case.",
    )
    decision = forms.CharField(
        label="Decision", widget=forms.Textarea(attrs={"rows": 4}), max_length=4_000, required=False
    )
    review_on = forms.DateField(
        label="Review date (optional)",
        required=False,
        help_text="When the risk is to be looked at again. For example, 27/3/2026",
    )
    agency = forms.ChoiceField(label="Who does it?", required=False)
    task = forms.CharField(
        label="What is to be done?", widget=forms.Textarea(attrs={"rows": 2}), max_length=1_000, required=False
    )
    due_on = forms.DateField(label="By when?", required=False)

    def __init__(self, *args: Any, agencies: Iterable[Agency], adds_action: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(agency.pk), agency.name) for agency in agencies]
        cast(forms.ChoiceField, self.fields["agency"]).choices = [("", "Choose an agency"), *offered]
        self.adds_action = adds_action

    def clean_discussion(self) -> str:
        return _lines(self.cleaned_data["discussion"])

    def clean_decision(self) -> str:
        return _lines(self.cleaned_data["decision"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        begun = bool(facts.get("task") or facts.get("due_on"))
        self.adds_action = self.adds_action or begun
        if self.adds_action:
            self._check_action(facts)
        return facts

    def _check_action(self, facts: dict[str, Any]) -> None:
        wanted = {
            "agency": "Choose the agency that does it",
            "task": "Enter what is to be done",
            "due_on": "Enter the day by which it is to be done",
        }
        for name, sentence in wanted.items():
            if not facts.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def removes(self) -> UUID | None:
        """Return the action whose "Remove" button was pressed; ask only a valid form."""
        key: UUID | None = self.cleaned_data["remove"]
        return key

    def with_version(self, version: int) -> Self:
        """Return this form with all that was typed, so that the next save replaces `version`."""
        typed = cast(QueryDict, self.data).copy()
        typed["version"] = str(version)
        self.data = typed
        return self

    def notes(self) -> Notes:
        """Return the notes; ask only a valid form."""
        facts = self.cleaned_data
        return Notes(facts["discussion"], facts["decision"], facts["review_on"])


def initial_of(item: Item) -> dict[str, Any]:
    """Return what the form shows before anything is typed."""
    return {
        "version": item.version,
        "discussion": item.discussion,
        "decision": item.decision,
        "review_on": item.review_on,
    }


def _lines(text: str) -> str:
    """Return `text` with the line ends that are stored; browsers send two characters for each."""
    return text.replace("\r\n", "\n")
