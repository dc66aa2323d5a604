"""The history of what can change of a case. Assessments, decisions, re-openings and moves cannot, so they need none.

A draft has none either: it is its writer's alone until it is recorded.
"""

from audit.history import keep
from cases.models.access import CaseAccess
from cases.models.account import Account
from cases.models.case import Case
from cases.models.emergency import EmergencyAccess
from cases.models.incident import Incident
from cases.models.person import Person
from cases.models.restriction import CaseUserObjectPermission, Restriction
from cases.models.term import Term
from cases.models.wall import Wall

AccountHistory = keep(Account, found_by="case")
CaseAccessHistory = keep(CaseAccess, found_by="case")
CaseHistory = keep(Case)
CaseUserObjectPermissionHistory = keep(CaseUserObjectPermission, found_by="content_object")
EmergencyAccessHistory = keep(EmergencyAccess, found_by="case")
IncidentHistory = keep(Incident, found_by="case")
PersonHistory = keep(Person, found_by="case")
RestrictionHistory = keep(Restriction, found_by="case")
TermHistory = keep(Term)
WallHistory = keep(Wall, found_by="case")
