"""The history of accounts, roles, seats and settings. Passwords and times of signing in are not kept."""

from audit.history import keep
from partners.models.agency import Seat
from partners.models.membership import Membership
from partners.models.partnership import Partnership
from partners.models.user import User

MembershipHistory = keep(Membership, found_by="user")
PartnershipHistory = keep(Partnership)
SeatHistory = keep(Seat, found_by="partnership")
UserHistory = keep(User, without=("password", "last_login"))
