"""What an administrator enters about risk instruments: a file, a day, thresholds, made-up incidents."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from cases.instruments import Instrument, Thresholds
from cases.instruments.files import LARGEST, Examined, examine

_MOST_ERRORS = 50
_NARROW = {"class": "govuk-input--width-4"}


class UploadForm(forms.Form):
    """The file of a version."""

    file = forms.FileField(
        label="Choose a file",
        help_text=f"A TOML or JSON file of at most {LARGEST // 1024} kB.",
        widget=forms.FileInput(attrs={"accept": ".toml,.json"}),
        max_length=255,
        error_messages={
            "required": "Choose the file of the instrument",
            "empty": "The file is empty. Check it, then upload it again",
            "max_length": "The name of the file is too long. Give it a shorter name",
        },
    )

    def clean_file(self) -> Examined:
        """Return the document, or say everything that is wrong with it."""
        uploaded: UploadedFile = self.cleaned_data["file"]
        examined = examine(uploaded.read(LARGEST + 1), name=uploaded.name or "")
        if examined.errors:
            raise forms.ValidationError([*examined.errors[:_MOST_ERRORS], *_further(len(examined.errors))])
        return examined


def _further(errors: int) -> list[str]:
    more = errors - _MOST_ERRORS
    return [f"There are {more:,} more errors: bin/manage check_instrument names them all"] if more > 0 else []


class PublishForm(forms.Form):
    """From when a version is used."""

    day = forms.DateField(
        label="From which day is this version used?",
        help_text=(
            "From that day new assessments ask these questions, if this is the instrument of the partnership. "
            "Whoever is in the middle of an assessment finishes it with the version that they began with."
        ),
        error_messages={"required": "Enter the day from which this version is used"},
    )


class ThresholdsForm(forms.Form):
    """The partnership's own thresholds for one version."""

    medium = forms.IntegerField(label="Medium risk begins at", help_text="Points", min_value=1, max_value=10_000)
    high = forms.IntegerField(label="High risk begins at", help_text="Points", min_value=1, max_value=10_000)
    incidents = forms.IntegerField(
        label="So many incidents are a repeat",
        help_text="The first rule on repeats. Further rules stay as they stand in the document.",
        min_value=2,
        max_value=100,
    )
    within_days = forms.IntegerField(label="Within so many days", min_value=1, max_value=3_650)

    def __init__(self, instrument: Instrument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= _NARROW
        if instrument.thresholds.medium is None:
            del self.fields["medium"]

    def clean(self) -> dict[str, Any]:
        """Say when the numbers contradict each other."""
        if not self.errors:
            try:
                self.thresholds()
            except ValueError as error:
                self.add_error("high", str(error))
        return self.cleaned_data

    def thresholds(self) -> Thresholds:
        """Return what was entered."""
        return Thresholds(**{"medium": None, **self.cleaned_data})


class SupposedIncidents(forms.Form):
    """How many incidents to suppose for each rule on repeats."""

    def __init__(self, instrument: Instrument, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix="incidents")
        for rule in instrument.escalations:
            self.fields[rule.key] = forms.IntegerField(
                label=f"Incidents in {rule.within_days:,} days over the same {' or '.join(rule.over)}",
                help_text=f"{rule.incidents} or more are a repeat.",
                min_value=0,
                max_value=1_000,
                initial=1,
                widget=forms.NumberInput(attrs=dict(_NARROW)),
            )
