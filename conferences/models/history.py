"""The history of conferences, what was written at them, and the actions agreed. Minutes cannot change."""

from audit.history import keep
from conferences.models.action import Action
from conferences.models.attendance import Attendance
from conferences.models.conference import Conference
from conferences.models.invitation import Invitation
from conferences.models.item import Item
from conferences.models.panel import Panel, PanelMember
from conferences.models.recusal import Recusal
from conferences.models.referral import AgendaReferral
from conferences.models.research_return import ResearchReturn
from conferences.models.statement import Statement

ActionHistory = keep(Action, found_by="case")
AgendaReferralHistory = keep(AgendaReferral, found_by="case")
AttendanceHistory = keep(Attendance, found_by="conference")
ConferenceHistory = keep(Conference)
InvitationHistory = keep(Invitation, found_by="conference")
ItemHistory = keep(Item, found_by="case")
PanelHistory = keep(Panel)
PanelMemberHistory = keep(PanelMember, found_by="panel")
RecusalHistory = keep(Recusal, found_by="item")
ResearchReturnHistory = keep(ResearchReturn, found_by="item")
StatementHistory = keep(Statement, found_by="research_return")
