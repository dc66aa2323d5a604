"""Where a meeting is held: the same two boxes on every form that asks for it."""

from django import forms


def place_field() -> forms.CharField:
    """Ask for a room or an address."""
    return forms.CharField(label="Place (optional)", max_length=200, required=False, help_text="A room or an address")


def video_link_field() -> forms.URLField:
    """Ask for a link to meet by video."""
    return forms.URLField(
        label="Video link (optional)",
        max_length=400,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a video link that begins with https://"},
    )
