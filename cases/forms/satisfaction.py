"""How a victim found the way they were treated, stage by stage, or why nobody knows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from cases.models import Case, Person
from cases.models.satisfaction import STAGES, AskingOutcome, Rating
from cases.rules_satisfaction import Asking, problems_of_asking

NOT_SAID = "not_said"
_QUESTIONS = {
    "ease_of_contact": "How easy it was to make contact",
    "treatment": "How they were treated",
    "actions_taken": "The actions taken",
    "follow_up": "How they were kept informed afterwards",
    "whole_experience": "The whole experience",
}
_ANSWERS = [*Rating.choices, (NOT_SAID, "Did not say")]


class SatisfactionForm(forms.Form):
    """What asking one victim came to."""

    person = forms.ChoiceField(
        label="Which victim?", widget=forms.RadioSelect, error_messages={"required": "Choose the victim"}
    )
    outcome = forms.ChoiceField(
        label="What came of it?",
        widget=forms.RadioSelect,
        choices=AskingOutcome.choices,
        error_messages={"required": "Choose what came of it"},
    )
    asked_on = forms.DateField(
        label="On which day did you ask, or try to?",
        help_text="For example, 27/3/2026. Leave it empty if they were not asked.",
        required=False,
    )

    def __init__(
        self, case: Case, victims: Sequence[Person], unsafe: Mapping[str, bool], today: date, *args: Any
    ) -> None:
        super().__init__(*args)
        self.case, self.unsafe, self.today = case, unsafe, today
        self.victims = {str(person.pk): person for person in victims}
        self._offer("person", [(key, _called(each, key, unsafe)) for key, each in self.victims.items()])
        if len(self.victims) == 1:
            self.fields["person"].initial = next(iter(self.victims))
        if all(unsafe.values()):
            self._offer("outcome", [(AskingOutcome.UNSAFE.value, AskingOutcome.UNSAFE.label)])
            del self.fields["asked_on"]
            return
        for stage in STAGES:
            self.fields[stage] = forms.ChoiceField(
                label=_QUESTIONS[stage], widget=forms.RadioSelect, choices=_ANSWERS, required=False
            )

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered

    def stages(self) -> list[BoundField]:
        """Return the questions about each stage; none where contact with every victim is unsafe."""
        return [self[stage] for stage in STAGES if stage in self.fields]

    def clean(self) -> dict[str, Any]:
        """Say with the rules' own sentences what is missing; who answered has said something, or not, of each stage."""
        data = self.cleaned_data
        is_unsafe = self.unsafe.get(data.get("person", ""), False)
        if data.get("outcome") == AskingOutcome.ANSWERED and not is_unsafe:
            for stage in self._unanswered():
                self.add_error(stage, "Choose what they said, or “Did not say”")
        if self.errors.keys() - STAGES.keys() or (self.errors and not self._says_something()):
            return data
        limits = {"opened_on": self.case.opened_on, "today": self.today}
        for name, sentence in problems_of_asking(self.asking(), **limits, is_unsafe=is_unsafe):
            self.add_error(name, sentence)
        return data

    def _unanswered(self) -> list[str]:
        return [stage for stage in STAGES if stage in self.fields and not self.cleaned_data.get(stage)]

    def _says_something(self) -> bool:
        return any(self.cleaned_data.get(stage, NOT_SAID) not in ("", NOT_SAID) for stage in STAGES)

    def asking(self) -> Asking:
        """Return what was said; ask only when every field could be read."""
        said = {stage: self.cleaned_data.get(stage, "") for stage in STAGES}
        return Asking(
            outcome=AskingOutcome(self.cleaned_data["outcome"]),
            asked_on=self.cleaned_data.get("asked_on"),
            ratings={stage: Rating(answer) for stage, answer in said.items() if answer not in ("", NOT_SAID)},
        )


def _called(person: Person, key: str, unsafe: Mapping[str, bool]) -> str:
    name = person.name or "Gave no name"
    return f"{name}\nDo not make contact: it would not be safe" if unsafe[key] else name
