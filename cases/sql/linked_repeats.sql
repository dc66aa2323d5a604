-- An incident elsewhere against the same person or household, with the same subject or at the same place, as
-- counted_incidents.sql understands "the same". Which agency recorded it and in which case is nobody's business: the case
-- that it is linked to is told that there was one, no more.

-- The other cases that have something in common with one incident. The app role has no right on this function.
CREATE FUNCTION app.linked_cases(asked uuid) RETURNS TABLE (case_id uuid, shared text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT o.case_id, 'person'
        FROM public.cases_person p JOIN public.cases_person o
          ON app.alike(o.name) = app.alike(p.name) AND o.name <> '' AND o.part = 'victim' AND o.case_id <> p.case_id
        WHERE p.incident_id = asked AND p.part = 'victim'
          AND (abs(o.age - p.age) <= 1
               OR (o.email <> '' AND lower(o.email) = lower(p.email))
               OR (o.address <> '' AND app.alike(o.address) = app.alike(p.address))
               OR (length(app.alike_number(o.phone)) = 9 AND app.alike_number(o.phone) = app.alike_number(p.phone)))
        UNION
        SELECT o.case_id, 'household'
        FROM public.cases_person p JOIN public.cases_person o
          ON app.alike(o.address) = app.alike(p.address) AND o.address <> '' AND o.part = 'victim'
             AND o.case_id <> p.case_id
        WHERE p.incident_id = asked AND p.part = 'victim' AND p.address ~ '[0-9]'
        UNION
        SELECT o.case_id, 'subject'
        FROM public.cases_person p JOIN public.cases_person o
          ON app.alike(o.name) = app.alike(p.name) AND o.name <> '' AND o.part = 'subject' AND o.case_id <> p.case_id
        WHERE p.incident_id = asked AND p.part = 'subject' AND p.name LIKE '%_ _%'
          AND (o.age IS NULL OR p.age IS NULL OR abs(o.age - p.age) <= 2)
        UNION
        SELECT o.case_id, 'place'
        FROM public.cases_account p JOIN public.cases_account o
          ON app.alike(o.place) = app.alike(p.place) AND o.place <> '' AND o.case_id <> p.case_id
        JOIN public.cases_incident i ON i.id = p.incident_id
        JOIN public.cases_incident j ON j.id = o.incident_id AND j.area = i.area
        WHERE p.incident_id = asked AND length(app.alike(p.place)) >= 6;
    END;
REVOKE ALL ON FUNCTION app.linked_cases(uuid) FROM PUBLIC;

-- Tells the assessed, open cases of the same partnership that an incident which the scope's agency recorded is linked to
-- them, once each; it answers nothing. What happens in a restricted case is told to nobody.
CREATE FUNCTION app.prompt_linked_cases(asked uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        INSERT INTO public.cases_prompt (id, case_id, agency_id, cause, detail, raised_at)
        SELECT gen_random_uuid(), c.id, NULL, 'linked_repeat',
               (array_agg(l.shared ORDER BY array_position(ARRAY['person', 'subject', 'household', 'place'], l.shared)))[1],
               clock_timestamp()
        FROM public.cases_incident i
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
