-- What is closed to a person (cases/sql/closed_cases.sql) is closed at the conference table too. A conference with a
-- closed case on its agenda is closed as a whole: its minutes speak of all its cases.

-- A policy on conferences cannot look at items, because items look at conferences.
CREATE FUNCTION app.closed_conferences() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT i.conference_id FROM public.conferences_item i
        WHERE i.case_id = ANY (ARRAY(SELECT app.closed_cases()));
    END;
REVOKE ALL ON FUNCTION app.closed_conferences() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.closed_conferences() TO app;

-- Attendance and minutes are reached through the conference alone.
CREATE POLICY conference_closed ON conferences_conference AS RESTRICTIVE FOR ALL TO app
    USING (id <> ALL (ARRAY(SELECT app.closed_conferences())));
CREATE POLICY invitation_closed ON conferences_invitation AS RESTRICTIVE FOR ALL TO app
    USING (conference_id <> ALL (ARRAY(SELECT app.closed_conferences())));
CREATE POLICY item_closed ON conferences_item AS RESTRICTIVE FOR ALL TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases())));
CREATE POLICY action_closed ON conferences_action AS RESTRICTIVE FOR ALL TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases())));

CREATE OR REPLACE FUNCTION app.agencies_invited(asked uuid) RETURNS TABLE (agency_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT i.agency_id FROM public.conferences_invitation i
        JOIN public.conferences_conference c ON c.id = i.conference_id
        WHERE i.conference_id = asked AND i.withdrawn_at IS NULL AND c.partnership_id = app.scope_partnership()
          AND asked <> ALL (ARRAY(SELECT app.closed_conferences()))
          AND (c.chairing_agency_id = app.scope_agency() OR EXISTS (
              SELECT 1 FROM public.conferences_invitation mine
              JOIN public.cases_caseaccess a ON a.id = mine.access_id
              WHERE mine.conference_id = asked AND mine.agency_id = app.scope_agency() AND mine.withdrawn_at IS NULL
                AND mine.chairing_agency_id = c.chairing_agency_id AND a.agency_id = app.scope_agency()
                AND a.live_from <= statement_timestamp()
                AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
                AND a.revoked_at IS NULL));
    END;
