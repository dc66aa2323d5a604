"""When and where a meeting is held."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from conferences.actions.convene import ACCESS_DAYS
from conferences.actions.planning import Sitting
from conferences.forms.whereabouts import place_field, video_link_field
from conferences.models import Conference, Panel

NARROW = {"class": "govuk-input--width-3"}


class SittingForm(forms.Form):
    """Date, place or video link, and the last day on which invited agencies see their items."""

    held_on = forms.DateField(label="Date of the meeting", error_messages={"required": "Enter the date of the meeting"})
    held_time = forms.TimeField(
        label="Time it starts", error_messages={"required": "Enter the time at which the meeting starts"}
    )
    minutes_long = forms.IntegerField(
        label="How many minutes does it last?",
        min_value=15,
        max_value=600,
        widget=forms.NumberInput(attrs=NARROW),
        error_messages={"required": "Enter how many minutes the meeting lasts"},
    )
    place = place_field()
    video_link = video_link_field()
    access_until = forms.DateField(
        label="Last day on which invited agencies can see their items (optional)",
        required=False,
        help_text=f"For example, 27/3/2026. Without a date it is {ACCESS_DAYS} days after the meeting.",
    )

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("The date of the meeting is today or later")
        return day

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if "video_link" not in self.errors and not facts.get("place") and not facts.get("video_link"):
            self.add_error("place", "Enter where the meeting is held, or a video link")
        held_on, until = facts.get("held_on"), facts.get("access_until")
        if held_on and until and until < held_on:
            self.add_error("access_until", "The last day is the day of the meeting or later")
        return facts

    def sitting(self) -> Sitting:
        """Return what was typed; ask only a valid form."""
        facts = self.cleaned_data
        return Sitting(
            held_at=timezone.make_aware(datetime.combine(facts["held_on"], facts["held_time"])),
            minutes_long=facts["minutes_long"],
            place=facts["place"],
            video_link=facts["video_link"],
            access_until=facts["access_until"] or facts["held_on"] + timedelta(days=ACCESS_DAYS),
        )


def of_panel(panel: Panel, day: date | None) -> dict[str, Any]:
    """Return what the form shows before anything is typed: what the panel always does."""
    return {
        "held_on": day,
        "held_time": panel.starts_at,
        "minutes_long": panel.minutes_long,
        "place": panel.place,
        "video_link": panel.video_link,
    }


def of_conference(conference: Conference) -> dict[str, Any]:
    """Return what the form shows of a meeting that is planned."""
    held_at = timezone.localtime(conference.held_at)
    return {
        "held_on": held_at.date(),
        "held_time": held_at.time(),
        "minutes_long": conference.minutes_long,
        "place": conference.place,
        "video_link": conference.video_link,
        "access_until": conference.access_until,
    }
