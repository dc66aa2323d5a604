-- How many items a conference has, asked by the agency that chairs it: whoever makes its minutes has to see all of them.
CREATE FUNCTION app.count_items(asked uuid) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT count(*) FROM public.conferences_item i JOIN public.conferences_conference c ON c.id = i.conference_id
        WHERE c.id = asked AND c.chairing_agency_id = app.scope_agency() AND c.partnership_id = app.scope_partnership();
    END;
REVOKE ALL ON FUNCTION app.count_items(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.count_items(uuid) TO app;
