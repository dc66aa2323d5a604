"""Case conferences: who was asked, who came, what was said of each case, and the actions agreed."""

from conferences.models.action import Action, ActionState
from conferences.models.attendance import Attendance
from conferences.models.conference import Conference, ConferenceState
from conferences.models.history import (
    ActionHistory,
    AttendanceHistory,
    ConferenceHistory,
    InvitationHistory,
    ItemHistory,
)
from conferences.models.invitation import Invitation
from conferences.models.item import Item
from conferences.models.minutes import Minutes

__all__ = [
    "Action",
    "ActionHistory",
    "ActionState",
    "Attendance",
    "AttendanceHistory",
    "Conference",
    "ConferenceHistory",
    "ConferenceState",
    "Invitation",
    "InvitationHistory",
    "Item",
    "ItemHistory",
    "Minutes",
]
