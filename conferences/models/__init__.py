"""Case conferences: who was asked, who came, what was said of each case, and the actions agreed."""

from conferences.models.action import Action, ActionState
from conferences.models.attendance import Attendance
from conferences.models.conference import Conference, ConferenceState
from conferences.models.invitation import Invitation
from conferences.models.item import Item
from conferences.models.minutes import Minutes

__all__ = ["Action", "ActionState", "Attendance", "Conference", "ConferenceState", "Invitation", "Item", "Minutes"]
