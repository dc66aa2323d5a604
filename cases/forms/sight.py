"""Who may see a case: restricting it, naming people, walling one off, and emergencies."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from cases.models.emergency import SHORTEST_REASON, Verdict
from cases.references import EXAMPLE, InvalidReference, normalise
from partners.models import Membership

_LONGEST = 1_000


def _reason(label: str, missing: str, **attributes: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
        **attributes,
    )


def _each_once(roles: Iterable[Membership], *, but: UUID | None = None) -> list[tuple[str, str]]:
    """Return people as choices, each once, with the agency of the first role."""
    found = {role.user_id: f"{role.user.name}, {role.agency.name}" for role in reversed(list(roles))}
    return [(str(key), words) for key, words in reversed(found.items()) if key != but]


class RestrictForm(forms.Form):
    """Why the case is restricted, and who may see it beside the person who asks."""

    reason = _reason(
        "Why is this case restricted?",
        "Say why this case is restricted",
        help_text="For example: the victim works for the council. Do not name anybody.",
    )
    people = forms.MultipleChoiceField(
        label="Who else may see it? (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You are named yourself. You can name more people later.",
    )

    def __init__(self, roles: Iterable[Membership], asking: UUID, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = _each_once(roles, but=asking)


class _PersonForm(forms.Form):
    person = forms.ChoiceField(label="Who?", error_messages={"required": "Choose a person"})

    def __init__(self, roles: Iterable[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose a person"), *_each_once(roles)]

    @property
    def chosen(self) -> UUID:
        """The key of the person chosen."""
        return UUID(self.cleaned_data["person"])


class NameForm(_PersonForm):
    """Who else may see a restricted case."""


class WallForm(_PersonForm):
    """Who must see nothing of the case, and why."""

    reason = _reason(
        "What is the conflict of interest?",
        "Say what the conflict of interest is",
        help_text="For example: a relative of the subject. The person cannot read this.",
    )


class ConflictForm(forms.Form):
    """A conflict of interest of one's own."""

    reason = _reason("What is your conflict of interest?", "Say what your conflict of interest is")
    sure = forms.BooleanField(
        label="I understand that I will no longer see anything of this case",
        error_messages={"required": "Tick the box to say that you understand"},
    )


class EmergencyForm(forms.Form):
    """Which case cannot wait, and why."""

    reference = forms.CharField(
        label="Which case?",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        help_text=f"The reference, for example {EXAMPLE}",
        error_messages={"required": "Enter the reference of the case"},
    )
    reason = _reason(
        "Why can it not wait?",
        "Write why it cannot wait",
        help_text=f"{SHORTEST_REASON} characters or more. The agency that leads the case reads this.",
    )
    sure = forms.BooleanField(
        label="I understand that the agency that leads the case is told at once, and that this use is reviewed",
        error_messages={"required": "Tick the box to say that you understand"},
    )

    def clean_reference(self) -> str:
        """Say what is wrong with something that cannot be a reference."""
        try:
            return normalise(self.cleaned_data["reference"])
        except InvalidReference as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean_reason(self) -> str:
        """Ask for more than a word."""
        reason: str = self.cleaned_data["reason"].strip()
        if len(reason) < SHORTEST_REASON:
            raise forms.ValidationError(f"Write why it cannot wait, in {SHORTEST_REASON} characters or more")
        return reason


class ReviewForm(forms.Form):
    """What the lead agency found."""

    verdict = forms.ChoiceField(
        label="Was this use justified?",
        choices=[(Verdict.JUSTIFIED.value, "Yes, it was justified"), (Verdict.NOT_JUSTIFIED.value, "No, it was not")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether this use was justified"},
    )
    note = _reason("What did you find?", "Write what you found", help_text="And what follows from it, if anything.")
