"""Saying what became of an action."""

from django import forms

from conferences.models import ActionState


class AnswerForm(forms.Form):
    """Done, or not possible, with a note."""

    state = forms.ChoiceField(
        label="What became of it?",
        choices=[
            (ActionState.DONE.value, ActionState.DONE.label),
            (ActionState.NOT_POSSIBLE.value, "Not possible\nSomething outside your agency stands in the way"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the action is done or not possible"},
    )
    note = forms.CharField(
        label="What was done, or why is it not possible?",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        help_text="The lead agency reads this. Use the case’s reference, not names.",
        error_messages={"required": "Say what was done, or why it is not possible"},
    )
