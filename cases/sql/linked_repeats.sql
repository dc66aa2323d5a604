-- An incident elsewhere against the same person or household, with the same subject or at the same place, as
-- counted_incidents.sql understands "the same". Which agency recorded it and in which case is nobody's business: the case
-- that it is linked to is told that there was one, no more.

-- The other cases that have something in common with one incident. The app role has no right on this function.
CREATE FUNCTION app.linked_cases(asked uuid) RETURNS TABLE (case_id uuid, shared text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH mine AS MATERIALIZED (
            SELECT part, CASE part WHEN 'victim' THEN 'person' ELSE 'subject' END AS what, name, phone, email, address,
                   age, case_id
            FROM public.cases_person WHERE incident_id = asked AND part IN ('victim', 'subject'))
        SELECT o.case_id, m.what FROM mine m JOIN public.cases_person o
            ON o.name <> '' AND app.alike(o.name) = app.alike(m.name) AND o.part = m.part AND o.case_id <> m.case_id
        WHERE m.name <> '' AND (abs(o.age - m.age) <= 1
            OR (m.part = 'subject' AND (o.age IS NULL OR m.age IS NULL))
            OR (o.phone <> '' AND app.alike(o.phone) = app.alike(m.phone))
            OR (o.address <> '' AND app.alike(o.address) = app.alike(m.address)))
        UNION
        SELECT o.case_id, m.what FROM mine m JOIN public.cases_person o
            ON o.email <> '' AND app.alike(o.email) = app.alike(m.email) AND o.part = m.part AND o.case_id <> m.case_id
        WHERE m.email <> ''
        UNION
        SELECT o.case_id, 'household' FROM mine m JOIN public.cases_person o
            ON o.address <> '' AND app.alike(o.address) = app.alike(m.address) AND o.part = m.part
            AND o.case_id <> m.case_id
        WHERE m.address ~ '[0-9]' AND m.part = 'victim'
        UNION
        SELECT o.case_id, 'place' FROM public.cases_account t JOIN public.cases_account o
            ON o.place <> '' AND app.alike(o.place) = app.alike(t.place) AND o.case_id <> t.case_id
        JOIN public.cases_incident i ON i.id = t.incident_id
        JOIN public.cases_incident j ON j.id = o.incident_id AND j.area = i.area
        WHERE t.incident_id = asked AND t.place ~ '[0-9]';
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
