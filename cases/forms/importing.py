"""A file of incidents, uploaded."""

from typing import Final

from django import forms
from django.core.files.uploadedfile import UploadedFile

from cases.importing.files import UnreadableFile, records

LARGEST: Final = 1_000_000
"""In bytes. The errors come back with the page, so that a large file would make a page that no browser likes."""
MOST_ROWS: Final = 1_000
"""What is recorded while a person waits: some ten seconds. Longer files are for the command line."""
_LONGER: Final = (
    "Split it into smaller files, or ask whoever looks after this service to import it from the command line."
)


class ImportForm(forms.Form):
    """The file, and how to take it."""

    file = forms.FileField(
        label="Choose a CSV file",
        help_text=f"In UTF-8, with {MOST_ROWS:,} rows and {LARGEST // 1_000_000} MB at most.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        max_length=255,
        error_messages={
            "required": "Choose the CSV file that you want to import",
            "empty": "The file is empty. It needs a row with the names of the columns.",
            "max_length": "The name of the file is too long. Give it a shorter name.",
        },
    )
    create_areas = forms.BooleanField(
        label="Make areas that the partnership does not have yet",
        help_text="Without this, an unknown area is an error.",
        required=False,
    )
    valid_rows = forms.BooleanField(
        label="Import the rows without errors, even when other rows have errors",
        help_text="Without this, a file with errors imports nothing.",
        required=False,
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is too long to wait for, or cannot be read at all."""
        uploaded: UploadedFile = self.cleaned_data["file"]
        if (uploaded.size or 0) > LARGEST:
            raise forms.ValidationError(f"The file is larger than {LARGEST // 1_000_000} MB. {_LONGER}")
        try:
            rows = sum(1 for _ in records(self.cleaned_data["file"])) - 1
        except UnreadableFile as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if rows > MOST_ROWS:
            raise forms.ValidationError(f"The file has {rows:,} rows. Use {MOST_ROWS:,} at most. {_LONGER}")
        if rows < 0:
            raise forms.ValidationError("The file is empty. It needs a row with the names of the columns.")
        return uploaded
