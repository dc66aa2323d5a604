"""How the fields of conferences and actions are called in the history of a case."""

from conferences.models import (
    ActionHistory,
    AgendaReferralHistory,
    AttendanceHistory,
    ConferenceHistory,
    InvitationHistory,
    ItemHistory,
    RecusalHistory,
    ResearchReturnHistory,
    StatementHistory,
)
from partners.changes import Part

CONFERENCE = Part(
    name="Case conference",
    past=ConferenceHistory,
    labels={
        "state": "State",
        "held_at": "Held",
        "minutes_long": "Minutes planned",
        "place": "Place",
        "video_link": "Video link",
        "agenda_published_at": "Agenda published",
        "sequence": "Times told to calendars",
        "chair": "Chair",
        "chairing_agency": "Chairing agency",
        "access_until": "Invited agencies see the case until",
        "number": "Number of the minutes",
        "finalised_at": "Minutes finalised",
        "returns_due_on": "Research returns due",
        "finalised_by": "Finalised by",
        "convened_at": "Convened",
        "convened_by": "Convened by",
    },
)
INVITATION = Part(
    name="Invitation",
    past=InvitationHistory,
    labels={
        "agency": "Agency",
        "chairing_agency": "Invited by",
        "sections": "Sections of the case",
        "withdrawn_at": "Withdrawn",
        "return_reminded_at": "Reminded of its research return",
    },
    vocabularies={"sections": "section"},
    named_by="agency",
)
ATTENDANCE = Part(
    name="Attendance",
    past=AttendanceHistory,
    labels={
        "name": "Name",
        "agency": "Agency",
        "presence": "Attendance",
        "sent_information": "Sent information in their place",
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
        "expected_minutes": "Minutes expected",
        "version": "Times saved",
        "saved_at": "Saved",
        "discussion_version": "Times the discussion was saved",
        "decision_version": "Times the decision was saved",
        "review_on_version": "Times the review date was saved",
        "used_seconds": "Seconds spoken of",
        "running_since": "Spoken of since",
    },
)
REFERRAL = Part(
    name="Referral to a panel",
    past=AgendaReferralHistory,
    labels={
        "why": "Why",
        "sections": "Sections of the case",
        "legal_gateway": "Legal basis",
        "state": "State",
        "referred_at": "Referred",
        "referred_by": "Referred by",
        "withdrawn_at": "Withdrawn",
    },
    vocabularies={"sections": "section", "legal_gateway": "legal_gateway"},
)
RECUSAL = Part(
    name="Stepping out",
    past=RecusalHistory,
    labels={
        "name": "Name",
        "agency": "Agency",
        "recused_at": "Stepped out",
        "recused_by": "Recorded by",
        "lifted_at": "Let back in",
        "lifted_by": "Let back in by",
    },
    named_by="name",
)
RETURN = Part(
    name="Research return",
    past=ResearchReturnHistory,
    labels={
        "agency": "Agency",
        "version": "Version",
        "answer": "Answer",
        "says_withheld": "Says that something is withheld",
        "started_at": "Begun",
        "started_by": "Begun by",
        "released_at": "Released",
        "released_by": "Released by",
        "taken_back_at": "Taken back",
        "taken_back_by": "Taken back by",
    },
    named_by="agency",
)
STATEMENT = Part(
    name="Statement of a research return",
    past=StatementHistory,
    labels={
        "kind": "Fact or opinion",
        "text": "What",
        "source": "Source",
        "dated_on": "Date",
        "is_shared": "Shared",
        "legal_gateway": "Legal basis",
        "withheld_because": "Withheld because",
        "written_at": "Written",
    },
)
ACTION = Part(
    name="Action",
    past=ActionHistory,
    labels={
        "task": "What",
        "agency": "Agency",
        "person": "Person",
        "due_on": "Due by",
        "due_at_next_meeting": "Due at the next meeting",
        "state": "State",
        "note": "Answer",
        "answered_at": "Answered",
        "answered_by": "Answered by",
        "agreed_at": "Agreed",
        "agreed_by": "Written by",
    },
    named_by="agency",
)
