"""Sending a draft round, correcting it, and answering corrections."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from conferences.models import Item

CORRECTION_DAYS = 7
_RIGHT, _HEAD = "right", "head"


class CirculateForm(forms.Form):
    """Until when corrections can be sent."""

    until = forms.DateField(
        label="Last day for corrections", error_messages={"required": "Enter the last day for corrections"}
    )

    def __init__(self, *args: Any, access_until: date, **kwargs: Any) -> None:
        usual = min(timezone.localdate() + timedelta(days=CORRECTION_DAYS), access_until)
        super().__init__(*args, **kwargs)
        self.initial["until"] = usual
        self.fields["until"].help_text = f"Those who were invited can read the draft until {date_format(access_until)}."


class CorrectionForm(forms.Form):
    """What is wrong, or that nothing is."""

    about = forms.ChoiceField(
        label="What do you want to correct?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to correct, or that there is nothing"},
    )
    words = forms.CharField(
        label="What is wrong, and how should it read?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
        help_text="The chair reads this. Use the case’s reference, not names.",
    )

    def __init__(self, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        cases = [(key, f"Case {item.case.reference}") for key, item in self.items.items()]
        others = [(_HEAD, "The meeting: date, place, who was there"), (_RIGHT, "Nothing: the draft is right")]
        cast(forms.ChoiceField, self.fields["about"]).choices = [*cases, *others]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        about, words = facts.get("about"), (facts.get("words") or "").strip()
        if about not in (None, _RIGHT) and not words and "words" not in self.errors:
            self.add_error("words", "Say what is wrong and how it should read")
        if about == _RIGHT and words:
            self.add_error("about", "You wrote a correction. Choose what it is about, or take the words out")
        return facts

    def item(self) -> Item | None:
        """Return what the correction is about; ask only a valid form."""
        return self.items.get(self.cleaned_data["about"])

    def correction(self) -> str:
        """Return the correction, or nothing when the draft is right; ask only a valid form."""
        text: str = self.cleaned_data["words"]
        return text.replace("\r\n", "\n")

    def thanks(self) -> str:
        """Return what is said when it has been sent."""
        return (
            "The chair has your correction."
            if self.correction()
            else "Recorded that your agency has nothing to correct."
        )


class CorrectionAnswerForm(forms.Form):
    """Take the correction up, or decline it with a sentence."""

    answer = forms.ChoiceField(
        label="Do you take the correction up?",
        choices=[("yes", "Yes\nYou change the notes on the next page"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you take the correction up"},
    )
    sentence = forms.CharField(
        label="If not, why?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1_000, required=False
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("answer") == "no" and not (facts.get("sentence") or "").strip():
            self.add_error("sentence", "Say why you decline the correction")
        return facts

    @property
    def is_accepted(self) -> bool:
        """Whether it is taken up; ask only a valid form."""
        return bool(self.cleaned_data["answer"] == "yes")
