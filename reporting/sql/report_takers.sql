-- Who downloaded each report and release, as a manager sees it in the library: from the log, whose rows a manager cannot
-- read. It takes the place of app.report_downloads(), which told the agency alone.
DROP FUNCTION app.report_downloads();

CREATE FUNCTION app.report_takers(subjects text[])
    RETURNS TABLE (subject text, user_id uuid, agency_id uuid, times bigint, last_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT e.subject, e.user_id, e.agency_id, count(*), max(e.at)
    FROM public.audit_event e
    WHERE e.partnership_id = app.scope_partnership() AND e.verb IN ('report.download', 'release.download')
      AND e.subject = ANY (subjects) AND app.scope_has_role('manager')
    GROUP BY e.subject, e.user_id, e.agency_id
$$;
REVOKE ALL ON FUNCTION app.report_takers(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.report_takers(text[]) TO app;
