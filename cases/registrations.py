"""What this app adds to the registries when it loads."""

from cases.actions import intake, reopening
from partners import notices

notices.add_kind(reopening.NOTICE, "The decision on case {subject} has to be taken again")
notices.add_kind(intake.NOTICE, "Incident {subject} has been logged")
notices.add_kind(intake.FILE_NOTICE, "A file of incidents has been imported: {subject}")
