"""What this app adds to the registries when it loads."""

from partners import notices
from reporting.actions import claims, production, release_work, reminding

notices.add_kind(production.NOTICE, "A report is ready: {subject}")
notices.add_kind(claims.FAILED_NOTICE, "A report could not be made: {subject}")
notices.add_kind(release_work.FAILED_NOTICE, "A release could not be finished: {subject}")
notices.add_kind(reminding.NOTICE, "A report is ready and waits to be released: {subject}")
