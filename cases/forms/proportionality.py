"""What is asked before a subject's data is kept where there was no crime."""

from datetime import date
from typing import Any

from django import forms

from cases.models.proportionality import Keeping, RealRisk
from cases.rules_proportionality import Weighing, problems_of_weighing


def _words(label: str, hint: str, required: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, help_text=hint, widget=area, max_length=2_000, error_messages={"required": required}
    )


class ProportionalityForm(forms.Form):
    """One test: the risk, the need, what else would do, the weighing, and what follows."""

    real_risk = forms.ChoiceField(
        label="Is there a real risk without this data?",
        help_text="A real risk is more than a possibility or a dislike of what was said.",
        widget=forms.RadioSelect,
        choices=RealRisk.choices,
        error_messages={"required": "Choose which risk there is, or “Neither”"},
    )
    necessity = _words(
        "What is the data needed for?",
        "Say what could not be done without knowing who it is.",
        "Say what the data is needed for",
    )
    less_intrusive = _words(
        "Which less intrusive way was considered?",
        "For example: keeping the incident without the person, or a description in place of a name.",
        "Say which less intrusive way was considered",
    )
    proportionality = _words(
        "How does the risk weigh against the subject’s rights?",
        "Think of their privacy, their freedom of expression, their age, and how sure it is that they did it.",
        "Say how the risk weighs against the subject’s rights",
    )
    outcome = forms.ChoiceField(
        label="What follows?",
        widget=forms.RadioSelect,
        choices=[
            (Keeping.KEEP, "Keep the subject’s data\nIt is decided again on the day below"),
            (Keeping.NOT_KEEP, "Do not keep the subject’s data\nIt is then erased, and the incident stays"),
        ],
        error_messages={"required": "Choose whether the data is kept"},
    )
    reasons = _words("Why?", "Sum up what decided it.", "Give the reasons")
    review_on = forms.DateField(label="When is it decided again? (only if kept)", required=False)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Say with the rules' own sentences what is missing."""
        if not self.errors:
            for name, sentence in problems_of_weighing(self.facts(), self.today):
                self.add_error(name, sentence)
        return self.cleaned_data

    def facts(self) -> Weighing:
        """Return what was said; ask only when every field could be read."""
        said = {name: self.cleaned_data[name] for name in ProportionalityForm.base_fields}
        known = {"real_risk": RealRisk(said["real_risk"]), "outcome": Keeping(said["outcome"])}
        return Weighing(**said | known)
