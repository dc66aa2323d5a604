-- A prompt that came from an incident elsewhere is gone for everybody while that incident's case is restricted, and for
-- whoever is kept away from that case. The prompt does not say where it came from; it was raised at the moment at which
-- the incident was recorded.
CREATE FUNCTION app.hidden_moments() RETURNS SETOF timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT i.created_at FROM public.cases_incident i
        WHERE i.case_id IN (
            SELECT r.case_id FROM public.cases_restriction r WHERE r.lifted_at IS NULL
            UNION SELECT closed FROM app.closed_cases() closed);
    END;
REVOKE ALL ON FUNCTION app.hidden_moments() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.hidden_moments() TO app;

CREATE POLICY prompt_closed ON cases_prompt AS RESTRICTIVE FOR SELECT TO app
    USING (cause <> 'linked_repeat' OR raised_at <> ALL (ARRAY(SELECT app.hidden_moments())));
