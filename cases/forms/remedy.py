"""What is asked about a remedy: for whom and which, once; what it is now, with each entry."""

from datetime import date
from typing import Any

from django import forms

from cases.models.remedy import Standing
from cases.rules_remedies import RemedyFacts, problems_of_entry
from cases.terms import GroupedChoices

_STANDINGS = [
    (Standing.CONSIDERED, "Considered\nNobody has decided yet"),
    (Standing.CHOSEN, "Chosen\nIt is applied for, or in force"),
    (Standing.REFUSED, "Refused\nConsidered, and not chosen or not granted"),
    (Standing.BREACHED, "Breached\nIt is in force, and its terms were broken"),
    (Standing.ENDED, "Ended\nIt was in force, and is no longer"),
]


def _words(label: str, *, longest: int = 2_000, hint: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=f"{label} (optional)", widget=area, max_length=longest, required=False, help_text=hint)


class RemedyEntryForm(forms.Form):
    """What a remedy is now."""

    standing = forms.ChoiceField(
        label="What is it now?",
        widget=forms.RadioSelect,
        choices=_STANDINGS,
        error_messages={"required": "Choose what the remedy is now"},
    )
    reason = _words("Why", hint="Needed when it was refused.")
    terms = _words("Terms", hint="What the person has to do, or not do.")
    from_on = forms.DateField(label="From (optional)", required=False)
    to_on = forms.DateField(label="To (optional)", required=False)
    breached_on = forms.DateField(label="Day of the breach (only if breached)", required=False)
    breach_done = forms.CharField(
        label="What was done about the breach? (only if breached)",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        required=False,
    )
    next_step = _words("Next step", longest=1_000, hint="Who does what next.")

    def __init__(self, today: date, before: Standing | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.before = today, before

    def clean(self) -> dict[str, Any]:
        """Say with the rules' own sentences what is missing."""
        if not self.errors:
            for name, sentence in problems_of_entry(self.facts(), self.before, self.today):
                self.add_error(name, sentence)
        return self.cleaned_data

    def facts(self) -> RemedyFacts:
        """Return what was said; ask only when every field could be read."""
        said = {name: self.cleaned_data[name] for name in RemedyEntryForm.base_fields}
        return RemedyFacts(**{**said, "standing": Standing(said["standing"])})


class RemedyForm(RemedyEntryForm):
    """A remedy that is not in the ledger yet."""

    person = forms.ChoiceField(label="For whom?", error_messages={"required": "Choose the subject"})
    code = forms.ChoiceField(label="Which remedy?", error_messages={"required": "Choose the remedy"})
    field_order = ("person", "code")

    def __init__(self, subjects: list[tuple[str, str]], remedies: GroupedChoices, today: date, *args: Any) -> None:
        super().__init__(today, None, *args)
        self._offer("person", [("", "Choose a subject"), *subjects] if len(subjects) > 1 else subjects)
        self._offer("code", [("", "Choose a remedy"), *remedies])

    def _offer(self, name: str, offered: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered
