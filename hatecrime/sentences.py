"""What a form says when an answer cannot be used, in place of Django's own sentences.

GOV.UK's rule: say what happened and what to do, without "invalid", "required" or "please". A form that can be more
exact writes its own sentence (`error_messages=` or `ValidationError`), and that one is shown unchanged.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_REQUIRED = {
    "radios": "Choose an answer",
    "checkboxes": "Choose at least one answer",
    "select": "Choose an answer",
    "checkbox": "Tick the box",
    "file": "Choose a file",
}
_INVALID: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateTimeField, "Enter a real date and time, such as 27/3/2026 14:30."),
    (forms.DateField, "Enter a real date, such as 27/3/2026."),
    (forms.TimeField, "Enter a time, such as 14:30."),
    (forms.EmailField, "Enter an email address in the correct format, such as name@example.org."),
    (forms.DecimalField, "Enter a number, such as 12.50."),
    (forms.IntegerField, "Enter a whole number, such as 12."),
)
_BY_CODE = {
    "invalid_choice": "Choose one of the answers in the list.",
    "max_length": "Use {limit_value:,} characters or fewer. You have typed {show_value:,}.",
    "min_length": "Use {limit_value:,} characters or more. You have typed {show_value:,}.",
    "max_value": "Enter {limit_value} or less.",
    "min_value": "Enter {limit_value} or more.",
    "empty": "Choose a file that is not empty.",
}


def sentence(error: ValidationError, field: forms.Field, label: str, kind: str) -> str | None:
    """Return our words for one of Django's own errors, or nothing when we have none.

    Args:
        error: a single error, with its code and numbers.
        field: the field it belongs to.
        label: the question as the person reads it.
        kind: the sort of control (`GovukBoundField.kind`).
    """
    if error.code == "required":
        return f"{_REQUIRED.get(kind, 'Enter an answer')}: {label}"
    if error.code == "invalid":
        return next((words for sort, words in _INVALID if isinstance(field, sort)), None)
    return _with_numbers(_BY_CODE.get(error.code or ""), error.params)


def _with_numbers(words: str | None, numbers: Any) -> str | None:
    return words.format(**(numbers or {})) if words else None
