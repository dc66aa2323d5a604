"""Events by the thousand, for measuring and for checking."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

_MANY = """
    INSERT INTO audit_event (id, at, user_id, agency_id, partnership_id, verb, subject, owner_agency_id, sections,
                             reason, facts, request_id)
    SELECT gen_random_uuid(), %(until)s - make_interval(secs => (%(number)s - n) * %(seconds)s),
           md5('person' || n %% 200)::uuid, md5('agency' || n %% 20)::uuid, %(partnership)s,
           (ARRAY['case.read', 'case.list', 'action.read', 'case.search', 'session.begin'])[1 + n %% 5],
           CASE n %% 5 WHEN 0 THEN upper(substr(md5('case' || n %% 5000), 1, 4)) || '-4XD2-9H' ELSE '' END,
           CASE n %% 5 WHEN 0 THEN md5('agency' || n %% 7)::uuid END,
           CASE n %% 5 WHEN 0 THEN ARRAY['people', 'risk', 'summary'] ELSE ARRAY[]::text[] END, '',
           CASE n %% 5 WHEN 1 THEN jsonb_build_object('hits', n %% 60) ELSE '{}' END, gen_random_uuid()::text
    FROM generate_series(1, %(number)s) n
"""


def make_events(
    partnership_id: UUID | None,
    number: int,
    until: datetime,
    *,
    seconds: float = 1,
    through: BaseDatabaseWrapper | None = None,
) -> None:
    """Write `number` events of a partnership, the last one at `until`.

    Args:
        partnership_id: whose events; the scope of the partnership must be open, but for the owner of the tables.
        number: how many.
        until: the time of the last one.
        seconds: between two.
        through: another connection than the usual one.
    """
    values = {"partnership": partnership_id, "number": number, "until": until, "seconds": seconds}
    with (through or connection).cursor() as cursor:
        cursor.execute(_MANY, values)
