-- A case that was heard at a conference is flagged for 12 months (domain 5): until the same day of the month a year later,
-- that day included, in Europe/London. Nothing ends the flag but the calendar.

-- The app role has no right on this function.
CREATE FUNCTION app.flagged_cases() RETURNS TABLE (case_id uuid, heard_at timestamptz, flagged_until date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT i.case_id, max(c.held_at),
               (max((c.held_at AT TIME ZONE 'Europe/London')::date) + interval '12 months')::date
        FROM public.conferences_item i JOIN public.conferences_conference c ON c.id = i.conference_id
        WHERE c.state = 'finalised'
        GROUP BY i.case_id;
    END;
REVOKE ALL ON FUNCTION app.flagged_cases() FROM PUBLIC;

-- Until when a case that the scope's agency may see is or was flagged.
CREATE FUNCTION app.flag_of(asked uuid) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT f.flagged_until FROM app.flagged_cases() f
        WHERE f.case_id = asked AND asked <> ALL (ARRAY(SELECT app.closed_cases()))
          AND EXISTS (SELECT 1 FROM public.cases_caseaccess a
                      WHERE a.case_id = asked AND a.agency_id = app.scope_agency()
                        AND a.partnership_id = app.scope_partnership()
                        AND (a.user_id IS NULL OR a.user_id = app.scope_user())
                        AND a.live_from <= statement_timestamp()
                        AND (a.live_until IS NULL OR a.live_until > statement_timestamp()) AND a.revoked_at IS NULL);
    END;
REVOKE ALL ON FUNCTION app.flag_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.flag_of(uuid) TO app;

-- Marks an incident that the scope's agency has recorded as a repeat, when it happened in the time for which its case, or
-- other cases of the same victim or household, are flagged. Of other cases it answers how many, and nothing else; what
-- happens in a restricted case, or one that is closed to the person, is not even counted.
CREATE FUNCTION app.mark_repeat(asked uuid) RETURNS TABLE (own_until date, others integer)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH incident AS (
            SELECT i.id, i.case_id, i.partnership_id, i.occurred_from,
                   (i.occurred_from AT TIME ZONE 'Europe/London')::date AS day
            FROM public.cases_incident i
            WHERE i.id = asked AND i.agency_id = app.scope_agency() AND i.partnership_id = app.scope_partnership()),
        found AS (
            SELECT (SELECT f.flagged_until FROM app.flagged_cases() f
                    WHERE f.case_id = n.case_id AND n.occurred_from >= f.heard_at AND n.day <= f.flagged_until) AS own,
                   (SELECT count(DISTINCT o.case_id)::integer FROM app.incidents_alike(n.case_id) l
                    JOIN public.cases_incident o ON o.id = l.incident_id AND o.partnership_id = n.partnership_id
                    JOIN app.flagged_cases() f ON f.case_id = o.case_id
                    WHERE l.shared IN ('person', 'household') AND o.case_id <> n.case_id
                      AND n.occurred_from >= f.heard_at AND n.day <= f.flagged_until
                      AND o.case_id <> ALL (ARRAY(SELECT app.closed_cases()))
                      AND NOT EXISTS (SELECT 1 FROM public.cases_restriction r
                                      WHERE r.case_id = o.case_id AND r.lifted_at IS NULL)) AS count
            FROM incident n),
        marked AS (
            UPDATE public.cases_incident i SET flags = array_append(i.flags, 'repeat')
            FROM found WHERE i.id = asked AND (found.own IS NOT NULL OR found.count > 0)
              AND NOT 'repeat' = ANY (i.flags::text[]) AND i.agency_id = app.scope_agency()
            RETURNING 1)
        SELECT found.own, found.count FROM found WHERE found.own IS NOT NULL OR found.count > 0;
    END;
REVOKE ALL ON FUNCTION app.mark_repeat(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.mark_repeat(uuid) TO app;
