-- A policy on parts that looks at minutes, which look at parts, would never end: a function looks in its place.
CREATE FUNCTION app.makes_minutes(asked uuid, of_conference uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT EXISTS (SELECT 1 FROM public.conferences_minutes m JOIN public.conferences_conference c ON c.id = m.conference_id
                       WHERE m.id = asked AND c.id = of_conference AND c.chairing_agency_id = app.scope_agency()
                         AND c.partnership_id = app.scope_partnership() AND m.made_by_id = app.scope_user());
    END;
REVOKE ALL ON FUNCTION app.makes_minutes(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.makes_minutes(uuid, uuid) TO app;
DROP POLICY minutespart_insert ON conferences_minutespart;
CREATE POLICY minutespart_insert ON conferences_minutespart FOR INSERT TO app
    WITH CHECK (chairing_agency_id = app.scope_agency() AND app.makes_minutes(minutes_id, conference_id)
        AND (item_id IS NULL OR EXISTS (SELECT 1 FROM conferences_item i
             WHERE i.id = conferences_minutespart.item_id AND i.case_id = conferences_minutespart.case_id
               AND i.conference_id = conferences_minutespart.conference_id)));
