"""Cases: coded facts in `Case` and `Incident`; what identifies or tells a story in child tables, one per section."""

from cases.models.access import CaseAccess
from cases.models.account import Account
from cases.models.assessment import Assessment
from cases.models.case import Case
from cases.models.consultation import Consultation, ConsultationReply
from cases.models.counter import CounterAllegation
from cases.models.countersignature import Countersignature
from cases.models.decision import Decision, Reopening
from cases.models.document import Document
from cases.models.draft import IncidentDraft
from cases.models.emergency import EmergencyAccess
from cases.models.history import (
    AccountHistory,
    CaseAccessHistory,
    CaseHistory,
    CaseUserObjectPermissionHistory,
    EmergencyAccessHistory,
    IncidentHistory,
    PersonHistory,
    RestrictionHistory,
    TermHistory,
    WallHistory,
)
from cases.models.incident import Incident
from cases.models.instrument import InstrumentVersion, RiskThresholds
from cases.models.lowering import Lowering, LoweringAnswer
from cases.models.move import Move
from cases.models.person import Person
from cases.models.prompt import Prompt
from cases.models.proportionality import ProportionalityTest, SubjectErasure
from cases.models.remedy import Remedy, RemedyEntry
from cases.models.restriction import CaseUserObjectPermission, Restriction
from cases.models.satisfaction import Satisfaction
from cases.models.telling import Telling
from cases.models.term import Term
from cases.models.transfer import Transfer, TransferAnswer, TransferPaper
from cases.models.wall import Wall
from cases.models.work import CaseTask, CaseTaskAnswer, WorkPlan

__all__ = [
    "Account",
    "AccountHistory",
    "Assessment",
    "Case",
    "CaseAccess",
    "CaseAccessHistory",
    "CaseHistory",
    "CaseTask",
    "CaseTaskAnswer",
    "CaseUserObjectPermission",
    "CaseUserObjectPermissionHistory",
    "Consultation",
    "ConsultationReply",
    "CounterAllegation",
    "Countersignature",
    "Decision",
    "Document",
    "EmergencyAccess",
    "EmergencyAccessHistory",
    "Incident",
    "IncidentDraft",
    "IncidentHistory",
    "InstrumentVersion",
    "Lowering",
    "LoweringAnswer",
    "Move",
    "Person",
    "PersonHistory",
    "Prompt",
    "ProportionalityTest",
    "Remedy",
    "RemedyEntry",
    "Reopening",
    "Restriction",
    "RestrictionHistory",
    "RiskThresholds",
    "Satisfaction",
    "SubjectErasure",
    "Telling",
    "Term",
    "TermHistory",
    "Transfer",
    "TransferAnswer",
    "TransferPaper",
    "Wall",
    "WallHistory",
    "WorkPlan",
]
