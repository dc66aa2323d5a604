-- Claims, once each, the scheduled reports of the partnership that are ready since before a moment and that nobody has
-- released: their managers are reminded. A stored report is not the app's to change, so this does the claiming.
CREATE FUNCTION app.claim_report_reminders(ready_before timestamptz)
    RETURNS TABLE (run_id uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH due AS (
            SELECT run.id FROM public.reporting_reportrun run
            WHERE run.partnership_id = app.scope_partnership()
              AND app.scope_agency() IS NULL AND app.scope_user() IS NULL
              AND run.is_scheduled AND run.state = 'stored' AND run.reminded_at IS NULL
              AND run.stored_at < ready_before
              AND NOT EXISTS (SELECT 1 FROM public.reporting_release release
                              WHERE release.run_id = run.id AND release.signed_at IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM public.reporting_reportrun later
                              WHERE (later.partnership_id, later.report, later.period)
                                    = (run.partnership_id, run.report, run.period) AND later.version > run.version)
            FOR UPDATE OF run SKIP LOCKED)
        UPDATE public.reporting_reportrun run SET reminded_at = statement_timestamp()
        FROM due WHERE run.id = due.id
        RETURNING run.id;
    END;
REVOKE ALL ON FUNCTION app.claim_report_reminders(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.claim_report_reminders(timestamptz) TO app;
