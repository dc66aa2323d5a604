"""What this app adds to the registries when it loads."""

from cases.actions import reopening
from partners import notices

notices.add_kind(reopening.NOTICE, "The decision on case {subject} has to be taken again")
