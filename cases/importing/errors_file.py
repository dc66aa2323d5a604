"""The errors of a file as a CSV file: to send back to whoever made it."""

from collections.abc import Iterable

from django.http import HttpResponse

from cases.importing.outcome import FileError
from partners.csv_files import csv_download

NAME = "import-errors.csv"
HEADER = ("row", "column", "value", "message")


def download(errors: Iterable[FileError]) -> HttpResponse:
    """Return the errors for the browser to save."""
    return csv_download(NAME, HEADER, ((error.row, error.column, error.value, error.message) for error in errors))
