"""How the fields of accounts and roles are called in their history."""

from partners.changes import Part
from partners.models import MembershipHistory, UserHistory

ACCOUNT = Part(
    name="Account",
    past=UserHistory,
    labels={"name": "Name", "email": "Email", "is_active": "May sign in", "created_at": "Made"},
)
ROLE = Part(
    name="Role",
    past=MembershipHistory,
    labels={
        "role": "Role",
        "agency": "Agency",
        "since": "From",
        "until": "Last day",
        "ended_at": "Ended at once",
    },
    named_by="role",
)
