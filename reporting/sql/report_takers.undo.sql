DROP FUNCTION app.report_takers(text[]);

CREATE FUNCTION app.report_downloads() RETURNS TABLE (subject text, agency_id uuid, times bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT e.subject, e.agency_id, count(*)
    FROM public.audit_event e
    WHERE e.partnership_id = app.scope_partnership() AND e.verb IN ('report.download', 'release.download')
      AND app.scope_has_role('manager')
    GROUP BY e.subject, e.agency_id
$$;
REVOKE ALL ON FUNCTION app.report_downloads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.report_downloads() TO app;
