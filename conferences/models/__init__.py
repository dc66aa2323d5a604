"""Case conferences: who was asked, who came, what was said of each case, and the actions agreed."""

from conferences.models.action import Action, ActionState
from conferences.models.attendance import Attendance
from conferences.models.calendar_message import CalendarMessage
from conferences.models.conference import Conference, ConferenceState
from conferences.models.correction import Correction, CorrectionAnswer
from conferences.models.history import (
    ActionHistory,
    AgendaReferralHistory,
    AttendanceHistory,
    ConferenceHistory,
    InvitationHistory,
    ItemHistory,
    PanelHistory,
    PanelMemberHistory,
    RecusalHistory,
    ResearchReturnHistory,
    StatementHistory,
)
from conferences.models.invitation import Invitation
from conferences.models.item import Item
from conferences.models.minutes import Edition, Minutes, MinutesPart
from conferences.models.panel import Panel, PanelMember, Rhythm
from conferences.models.recusal import Recusal
from conferences.models.referral import AgendaReferral, AgendaState
from conferences.models.reminder import Digest, Reminder, ReminderChoice, Stage
from conferences.models.repeat import Repeat, RepeatAnswer
from conferences.models.research_return import ResearchReturn, ReturnAnswer
from conferences.models.statement import Statement, StatementKind

__all__ = [
    "Action",
    "ActionHistory",
    "ActionState",
    "AgendaReferral",
    "AgendaReferralHistory",
    "AgendaState",
    "Attendance",
    "AttendanceHistory",
    "CalendarMessage",
    "Conference",
    "ConferenceHistory",
    "ConferenceState",
    "Correction",
    "CorrectionAnswer",
    "Digest",
    "Edition",
    "Invitation",
    "InvitationHistory",
    "Item",
    "ItemHistory",
    "Minutes",
    "MinutesPart",
    "Panel",
    "PanelHistory",
    "PanelMember",
    "PanelMemberHistory",
    "Recusal",
    "RecusalHistory",
    "Reminder",
    "ReminderChoice",
    "Repeat",
    "RepeatAnswer",
    "ResearchReturn",
    "ResearchReturnHistory",
    "ReturnAnswer",
    "Rhythm",
    "Stage",
    "Statement",
    "StatementHistory",
    "StatementKind",
]
