"""The form that figures are loaded with: a file or its text, and where it comes from."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator

from reporting.figures.checked import Checked, Known
from reporting.figures.kinds import KindSpec

LARGEST: Final = 1_000_000
"""In bytes. The text comes back with the page, so that nothing is lost when there are errors."""
_MOST_ERRORS: Final = 30


class LoadForm(forms.Form):
    """Figures of one kind."""

    source = forms.CharField(
        label="Who published these figures?",
        help_text="In words, as reports will name them, such as Office for National Statistics, mid-year estimates.",
        max_length=200,
        error_messages={
            "required": "Say who published these figures",
            "max_length": "The source can have 200 letters at most",
        },
    )
    where_from = forms.CharField(
        label="Where can they be found? (optional)",
        help_text="A web address, so that others can check them.",
        max_length=300,
        required=False,
        validators=[URLValidator(["https", "http"], message="Enter a web address, such as https://www.ons.gov.uk/")],
        error_messages={"max_length": "The address can have 300 letters at most"},
    )
    year = forms.IntegerField(
        label="Which year are they of?",
        help_text="For a financial year, the year in which it begins.",
        min_value=1801,
        max_value=2200,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={
            "required": "Enter the year that the figures are of",
            "invalid": "Enter the year in digits, such as 2024",
            "min_value": "Enter a year from 1801 on",
            "max_value": "Enter a year before 2201",
        },
    )
    file = forms.FileField(
        label="Choose a file",
        help_text=f"At most {LARGEST // 1_000_000} MB, in UTF-8. Its text then stands in the box below.",
        required=False,
        max_length=255,
        error_messages={
            "empty": "The file is empty. Choose another one",
            "max_length": "The name of the file is too long. Give it a shorter name",
        },
    )
    text = forms.CharField(
        label="Or paste its text",
        required=False,
        strip=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={"max_length": f"The text is longer than {LARGEST // 1_000_000} MB. Load a part of it"},
    )

    def __init__(self, spec: KindSpec, known: Known, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._spec, self._known = spec, known
        self.checked = Checked()
        self._take_file()

    def _take_file(self) -> None:
        """Put the text of an uploaded file where text is typed: the page shows it again, and it can be mended."""
        uploaded: UploadedFile | None = self.files.get("file") if self.is_bound else None
        self._unread = ""
        if uploaded is None:
            return
        if (uploaded.size or 0) > LARGEST:
            self._unread = f"The file is larger than {LARGEST // 1_000_000} MB. Split or simplify it, then try again"
            return
        try:
            text = uploaded.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self._unread = "The file is not text in UTF-8. Save it as CSV UTF-8, or export it as GeoJSON"
        else:
            self.data = {**{name: self.data.get(name, "") for name in self.fields}, "text": text}

    def clean_file(self) -> None:
        """Say why a file could not be read."""
        if self._unread:
            raise ValidationError(self._unread)

    def clean_text(self) -> str:
        """Check every row, and say everything that is wrong."""
        text: str = self.cleaned_data["text"]
        if self._unread:
            return text
        if not text.strip():
            raise ValidationError("Choose a file, or paste its text")
        self.checked = self._spec.check(text, self._known)
        errors = self.checked.errors
        if errors:
            more = len(errors) - _MOST_ERRORS
            raise ValidationError([*errors[:_MOST_ERRORS], *([f"There are {more:,} more errors."] if more > 0 else [])])
        return text
