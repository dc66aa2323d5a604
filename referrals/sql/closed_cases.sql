-- What is closed to a person (cases/sql/closed_cases.sql) is not referred before their eyes either.
CREATE POLICY referral_closed ON referrals_referral AS RESTRICTIVE FOR ALL TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases())));

CREATE OR REPLACE FUNCTION app.decline_offer(asked uuid) RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH ended AS (
            UPDATE public.cases_caseaccess SET revoked_at = statement_timestamp(), revoked_by_id = app.scope_user()
            WHERE id = asked AND agency_id = app.scope_agency() AND partnership_id = app.scope_partnership()
              AND live_from IS NULL AND revoked_at IS NULL
              AND case_id <> ALL (ARRAY(SELECT app.closed_cases()))
            RETURNING 1)
        SELECT EXISTS (SELECT 1 FROM ended);
    END;
