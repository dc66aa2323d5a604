"""What a form says about an answer it cannot use."""

import pytest
from django import forms
from django.core.validators import MaxLengthValidator

from hatecrime.forms import GovukBoundField


def messages(field: forms.Field, answer: str) -> list[str]:
    """Return what the form says about `answer` to the question "Where?"."""
    field.label = "Where?"
    form: forms.Form = type("Questions", (forms.Form,), {"answer": field})({"answer": answer})
    bound = form["answer"]
    assert isinstance(bound, GovukBoundField)
    return bound.messages


@pytest.mark.parametrize(
    ("field", "answer", "expected"),
    [
        (forms.CharField(), "", "Enter an answer: Where?"),
        (forms.CharField(max_length=3), "four", "Use 3 characters or fewer. You have typed 4."),
        (forms.CharField(min_length=9), "four", "Use 9 characters or more. You have typed 4."),
        (forms.DateField(), "31/2/2026", "Enter a real date, such as 27/3/2026."),
        (forms.TimeField(), "noon", "Enter a time, such as 14:30."),
        (forms.DateTimeField(), "noon", "Enter a real date and time, such as 27/3/2026 14:30."),
        (forms.IntegerField(), "two", "Enter a whole number, such as 12."),
        (forms.DecimalField(), "two", "Enter a number, such as 12.50."),
        (forms.IntegerField(max_value=5), "6", "Enter 5 or less."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Choose one of the answers in the list."),
        (forms.EmailField(), "x", "Enter an email address in the correct format, such as name@example.org."),
    ],
)
def test_our_words_replace_djangos(field: forms.Field, answer: str, expected: str) -> None:
    assert messages(field, answer) == [expected]


def test_the_authors_own_words_are_kept() -> None:
    own = "Enter where it happened, even if you only know the street"
    assert messages(forms.CharField(error_messages={"required": own}), "") == [own]


def test_an_authors_validator_keeps_its_words() -> None:
    field = forms.CharField(validators=[MaxLengthValidator(3, message="Keep it to three letters")])
    assert messages(field, "four") == ["Keep it to three letters"]


def test_an_error_we_have_no_words_for_is_shown_as_django_says_it() -> None:
    assert messages(forms.UUIDField(), "nowhere") == ["Enter a valid UUID."]
