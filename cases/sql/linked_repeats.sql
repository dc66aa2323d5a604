-- An incident elsewhere against the same person or household, with the same subject or at the same place, as
-- counted_incidents.sql understands "the same". Which agency recorded it and in which case is nobody's business: the case
-- that it is linked to is told that there was one, no more.

-- The other cases that have something in common with one incident. The app role has no right on this function.
CREATE FUNCTION app.linked_cases(asked uuid) RETURNS TABLE (case_id uuid, shared text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT DISTINCT i.case_id, l.shared
        FROM app.incidents_alike_to(ARRAY[asked]) l
        JOIN public.cases_incident i ON i.id = l.incident_id
        JOIN public.cases_incident own ON own.id = asked AND own.case_id <> i.case_id;
    END;
REVOKE ALL ON FUNCTION app.linked_cases(uuid) FROM PUBLIC;

-- Tells the assessed, open cases of the same partnership that an incident which the scope's agency recorded is linked to
-- them, once each; it answers nothing. What happens in a restricted case is told to nobody, and what an agency imports
-- from years ago is no repeat.
CREATE FUNCTION app.prompt_linked_cases(asked uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        INSERT INTO public.cases_prompt (id, case_id, agency_id, cause, detail, raised_at)
        SELECT gen_random_uuid(), c.id, NULL, 'linked_repeat',
               (array_agg(l.shared ORDER BY array_position(ARRAY['person', 'subject', 'household', 'place'], l.shared)))[1],
               max(i.created_at)
        FROM public.cases_incident i
        JOIN public.partners_partnership p ON p.id = i.partnership_id
             AND i.recorded_on > (i.created_at AT TIME ZONE 'Europe/London')::date - p.repeat_window_days
        CROSS JOIN LATERAL app.linked_cases(i.id) l
        JOIN public.cases_case c ON c.id = l.case_id AND c.partnership_id = i.partnership_id
        WHERE i.id = asked AND i.agency_id = app.scope_agency() AND i.partnership_id = app.scope_partnership()
          AND c.state NOT IN ('new', 'closed')
          AND NOT EXISTS (SELECT 1 FROM public.cases_restriction r
                          WHERE r.case_id = i.case_id AND r.lifted_at IS NULL)
        GROUP BY c.id;
    END;
REVOKE ALL ON FUNCTION app.prompt_linked_cases(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.prompt_linked_cases(uuid) TO app;
