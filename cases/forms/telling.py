"""Telling victims and witnesses what happened: one set of questions for each of them, on one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from cases.actions.telling import Told, check_day_told
from cases.models import Case, Person
from cases.models.case import NotTold
from cases.models.telling import How
from partners.errors import NotPossible

_ASKED = [("", "Choose how"), *((how.value, how.label) for how in How if how is not How.NOT_RECORDED)]


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked about one person."""

    person: Person
    fields: list[BoundField]


class ToldForm(forms.Form):
    """Whether each person was told what happened, when and how, or why not. Of some nothing may be said yet."""

    def __init__(self, case: Case, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.people = people
        for person in people:
            self.fields |= _questions(str(person.pk))

    def asked(self) -> list[Questions]:
        """Return the questions, person by person."""
        return [Questions(person, [self[f"{name}_{person.pk}"] for name in _NAMES]) for person in self.people]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if self.people and not self.errors and not any(facts.get(f"told_{person.pk}") for person in self.people):
            self.add_error(f"told_{self.people[0].pk}", "Say whether they were told")
        for person in self.people:
            if facts.get(f"told_{person.pk}") == "yes":
                self._check_day(facts.get(f"day_{person.pk}"), f"day_{person.pk}")
                if not facts.get(f"how_{person.pk}"):
                    self.add_error(f"how_{person.pk}", "Choose how they were told")
        return facts

    def _check_day(self, day: date | None, field: str) -> None:
        if field in self.errors:
            return
        if day is None:
            self.add_error(field, "Enter the day on which they were told")
            return
        try:
            check_day_told(self.case, day)
        except NotPossible as refusal:
            self.add_error(field, str(refusal))

    def told(self) -> Iterator[Told]:
        """Yield what was said of each person; ask only a valid form."""
        for person in self.people:
            answer = self.cleaned_data[f"told_{person.pk}"]
            if answer == "yes":
                how = How(self.cleaned_data[f"how_{person.pk}"])
                yield Told(person, day=self.cleaned_data[f"day_{person.pk}"], how=how)
            elif answer:
                yield Told(person, not_told=NotTold(answer))


_NAMES = ("told", "day", "how")


def _questions(key: str) -> dict[str, forms.Field]:
    told = forms.ChoiceField(
        label="Were they told what happened?",
        choices=[("yes", "Yes"), *NotTold.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    day = forms.DateField(label="If yes, on which day?", required=False)
    how = forms.ChoiceField(label="If yes, how?", choices=_ASKED, required=False)
    return {f"told_{key}": told, f"day_{key}": day, f"how_{key}": how}
