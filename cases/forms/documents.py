"""A document to add to a case."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from cases.documents import FORMATS, Accepted, accepted
from cases.documents.refusing import UnusableFile
from cases.models import Document

_LONGEST_ABOUT = Document._meta.get_field("about").max_length
_ENDINGS = ",".join(sorted({".jpeg", *(kept.ending for kept in FORMATS.values())}))


class DocumentForm(forms.Form):
    """The file, and what it is."""

    file = forms.FileField(
        label="Choose a file",
        widget=forms.FileInput(attrs={"accept": _ENDINGS}),
        max_length=255,
        error_messages={
            "required": "Choose the file that you want to add",
            "empty": "The file is empty. Check it, then add it again.",
            "max_length": "The name of the file is too long. Give it a shorter name.",
        },
    )
    about = forms.CharField(
        label="What is it? (optional)",
        help_text="For example, letter to the landlord of 3 March. Name no person.",
        max_length=_LONGEST_ABOUT,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = (
            "A PDF, a photograph (JPEG or PNG), a Word, Excel or OpenDocument file, plain text, "
            f"or a recording (MP3, M4A or MP4) of at most {_megabytes()} MB."
        )

    def clean_file(self) -> Accepted:
        """Take the file in, or say what is wrong with it."""
        uploaded: UploadedFile = self.cleaned_data["file"]
        if (uploaded.size or 0) > settings.DOCUMENT_LARGEST:
            raise forms.ValidationError(
                f"The file is larger than {_megabytes()} MB. Make it smaller or split it, then add it again."
            )
        try:
            return accepted(uploaded.name or "", uploaded.read())
        except UnusableFile as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def _megabytes() -> int:
    return int(settings.DOCUMENT_LARGEST // 1_000_000)
