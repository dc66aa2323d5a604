-- The receiver of an offer may end it before it has begun, and change nothing else of it.
CREATE FUNCTION app.decline_offer(asked uuid) RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH ended AS (
            UPDATE public.cases_caseaccess SET revoked_at = statement_timestamp(), revoked_by_id = app.scope_user()
            WHERE id = asked AND agency_id = app.scope_agency() AND partnership_id = app.scope_partnership()
              AND live_from IS NULL AND revoked_at IS NULL
            RETURNING 1)
        SELECT EXISTS (SELECT 1 FROM ended);
    END;
REVOKE ALL ON FUNCTION app.decline_offer(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.decline_offer(uuid) TO app;
