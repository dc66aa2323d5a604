"""Amending final minutes: how an item, its actions or the list of people should read, and why."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from conferences.actions.amending import Amendment
from conferences.actions.amending_actions import Agreed, agreed_of
from conferences.models import Action
from partners.models import Agency


class WhyForm(forms.Form):
    """Why the minutes are amended, and which version the writer has before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why are the minutes amended?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1_000,
        help_text="This stands in the new version, and everybody reads it whose copy changes.",
        error_messages={"required": "Say why the minutes are amended"},
    )


class AmendForm(WhyForm):
    """How one item of final minutes should read; actions that have been answered stay as they are."""

    discussion = forms.CharField(
        label="Information and risks",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=20_000,
        required=False,
        help_text="No names of people in the case.",
    )
    decision = forms.CharField(
        label="Decision",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
        error_messages={"required": "Write down the decision"},
    )
    review_on = forms.DateField(label="Review date (optional)", required=False, help_text="For example, 27/3/2026")

    def __init__(self, *args: Any, actions: Sequence[Action], agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreed = {action.pk: action for action in actions}
        offered = [(str(agency.pk), agency.name) for agency in agencies]
        for number, action in enumerate(actions, start=1):
            self._add(number, action, offered)
        self.order_fields(["version", "discussion", "decision", "review_on", *self.action_names, "why"])

    def _add(self, number: int, action: Action, offered: list[tuple[str, str]]) -> None:
        facts, name = agreed_of(action), action.pk.hex
        self.fields[f"task_{name}"] = forms.CharField(
            label=f"Action {number}: what is to be done?",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=1_000,
            initial=facts.task,
            error_messages={"required": f"Enter what is to be done in action {number}"},
        )
        self.fields[f"agency_{name}"] = forms.ChoiceField(
            label=f"Action {number}: which agency does it?", choices=offered, initial=str(facts.agency_id)
        )
        self.fields[f"due_{name}"] = forms.DateField(
            label=f"Action {number}: by when?", required=False, initial=facts.due_on
        )
        self.fields[f"next_{name}"] = forms.BooleanField(
            label=f"Action {number}: at the next meeting", required=False, initial=facts.at_next_meeting
        )

    @property
    def action_names(self) -> list[str]:
        """The names of the boxes of all actions, in their order."""
        return [f"{part}_{key.hex}" for key in self.agreed for part in ("task", "agency", "due", "next")]

    def clean_discussion(self) -> str:
        return _lines(self.cleaned_data["discussion"])

    def clean_decision(self) -> str:
        return _lines(self.cleaned_data["decision"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for key in self.agreed:
            due, at_next = facts.get(f"due_{key.hex}"), facts.get(f"next_{key.hex}")
            if not due and not at_next and f"due_{key.hex}" not in self.errors:
                self.add_error(
                    f"due_{key.hex}", "Enter the day by which it is to be done, or tick “at the next meeting”"
                )
            if due and at_next:
                self.add_error(f"next_{key.hex}", "Untick this box, or empty the day")
        return facts

    def amendment(self) -> Amendment:
        """Return what was typed; ask only a valid form."""
        facts = self.cleaned_data
        return Amendment(
            discussion=facts["discussion"],
            decision=facts["decision"],
            why=facts["why"],
            review_on=facts["review_on"],
            actions={key: self._agreed(key) for key in self.agreed},
        )

    def _agreed(self, key: UUID) -> Agreed:
        facts = self.cleaned_data
        return Agreed(
            task=_lines(facts[f"task_{key.hex}"]),
            agency_id=UUID(facts[f"agency_{key.hex}"]),
            due_on=facts[f"due_{key.hex}"],
            at_next_meeting=facts[f"next_{key.hex}"],
        )


def _lines(text: str) -> str:
    """Return `text` with the line ends that are stored; browsers send two characters for each."""
    return text.replace("\r\n", "\n")
