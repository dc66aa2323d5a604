-- How often each report and release was downloaded, by agency, as a manager sees it in the library: numbers from the log,
-- whose rows a manager cannot read.

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
