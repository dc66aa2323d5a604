"""How the fields of conferences and actions are called in the history of a case."""

from conferences.models import ActionHistory, AttendanceHistory, ConferenceHistory, InvitationHistory, ItemHistory
from partners.changes import Part

CONFERENCE = Part(
    name="Case conference",
    past=ConferenceHistory,
    labels={
        "state": "State",
        "held_at": "Held",
        "place": "Place",
        "chair": "Chair",
        "chairing_agency": "Chairing agency",
        "access_until": "Invited agencies see the case until",
        "number": "Number of the minutes",
        "finalised_at": "Minutes finalised",
        "finalised_by": "Finalised by",
        "convened_at": "Convened",
        "convened_by": "Convened by",
    },
)
INVITATION = Part(
    name="Invitation",
    past=InvitationHistory,
    labels={"agency": "Agency", "chairing_agency": "Invited by", "withdrawn_at": "Withdrawn"},
    named_by="agency",
)
ATTENDANCE = Part(
    name="Attendance",
    past=AttendanceHistory,
    labels={
        "name": "Name",
        "agency": "Agency",
        "presence": "Attendance",
        "confidentiality_confirmed_at": "Confidentiality confirmed",
        "recorded_by": "Recorded by",
        "recorded_at": "Recorded",
    },
    named_by="name",
)
ITEM = Part(
    name="Notes of the conference",
    past=ItemHistory,
    labels={
        "discussion": "Discussion",
        "decision": "Decision",
        "review_on": "Review on",
        "position": "Place on the agenda",
        "version": "Times saved",
        "saved_at": "Saved",
    },
)
ACTION = Part(
    name="Action",
    past=ActionHistory,
    labels={
        "task": "What",
        "agency": "Agency",
        "due_on": "Due by",
        "state": "State",
        "note": "Answer",
        "answered_at": "Answered",
        "answered_by": "Answered by",
        "agreed_at": "Agreed",
        "agreed_by": "Written by",
    },
    named_by="agency",
)
