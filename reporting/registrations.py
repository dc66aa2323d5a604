"""What this app adds to the registries when it loads."""

from partners import notices
from reporting.actions import production

notices.add_kind(production.NOTICE, "A report is ready: {subject}")
