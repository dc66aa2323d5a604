DROP FUNCTION app.open_in_emergency(text, text, integer);
DROP FUNCTION app.emergency_attempts();
DROP POLICY emergency_update ON cases_emergencyaccess;
DROP POLICY emergency_select ON cases_emergencyaccess;
DROP POLICY wall_update ON cases_wall;
DROP POLICY wall_insert ON cases_wall;
DROP POLICY wall_select ON cases_wall;
DROP POLICY named_delete ON cases_caseuserobjectpermission;
DROP POLICY named_insert ON cases_caseuserobjectpermission;
DROP POLICY named_select ON cases_caseuserobjectpermission;
DROP POLICY restriction_update ON cases_restriction;
DROP POLICY restriction_insert ON cases_restriction;
DROP POLICY restriction_select ON cases_restriction;
ALTER POLICY access_insert ON cases_caseaccess
    WITH CHECK (partnership_id = app.scope_partnership() AND granted_by_agency_id = app.scope_agency() AND app.leads(case_id));
ALTER POLICY access_select ON cases_caseaccess
    USING (partnership_id = app.scope_partnership() AND (agency_id = app.scope_agency() OR granted_by_agency_id = app.scope_agency()));
DROP POLICY notice_closed ON partners_notice;
DROP POLICY event_closed ON audit_event;
DROP POLICY access_closed ON cases_caseaccess;
DROP POLICY case_closed ON cases_case;
CREATE OR REPLACE FUNCTION app.waiting_notices(most integer) RETURNS TABLE (id uuid, user_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT n.id, n.user_id FROM public.partners_notice n
        WHERE n.emailed_at IS NULL AND n.email_attempts < 8
          AND (n.email_leased_until IS NULL OR n.email_leased_until < statement_timestamp())
        ORDER BY n.created_at LIMIT most;
    END;
CREATE OR REPLACE FUNCTION app.monitored_incidents()
    RETURNS TABLE (reference text, recorded_on date, strands text[], area text, decision_due_on date, decided boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT c.reference, i.recorded_on, i.strands, i.area, c.decision_due_on, c.state NOT IN ('new', 'assessed')
        FROM public.cases_incident i JOIN public.cases_case c ON c.id = i.case_id
        WHERE i.partnership_id = app.scope_partnership()
          AND EXISTS (SELECT 1 FROM public.partners_seat s
                      WHERE s.partnership_id = app.scope_partnership() AND s.agency_id = app.scope_agency()
                        AND s.is_monitoring AND (s.until IS NULL OR s.until >= current_date));
    END;
CREATE OR REPLACE FUNCTION app.accept_offer(asked uuid) RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH begun AS (
            UPDATE public.cases_caseaccess SET live_from = statement_timestamp()
            WHERE id = asked AND agency_id = app.scope_agency() AND partnership_id = app.scope_partnership()
              AND live_from IS NULL AND revoked_at IS NULL
              AND (live_until IS NULL OR live_until > statement_timestamp())
            RETURNING 1)
        SELECT EXISTS (SELECT 1 FROM begun);
    END;
CREATE OR REPLACE FUNCTION app.leads(asked uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT EXISTS (SELECT 1 FROM public.cases_case c
                       WHERE c.id = asked AND c.lead_agency_id = app.scope_agency()
                         AND c.partnership_id = app.scope_partnership());
    END;
DROP FUNCTION app.says_who_sees(uuid);
DROP FUNCTION app.kept_away_from(uuid, boolean);
DROP FUNCTION app.closed_references(boolean);
DROP FUNCTION app.scope_monitors();
DROP FUNCTION app.closed_cases();
DROP FUNCTION app.walled_cases();
DROP VIEW app.people_kept_away;
DROP VIEW app.named_people;
DROP VIEW app.live_roles;
REVOKE ALL ON cases_emergencyaccess, cases_wall, cases_caseuserobjectpermission, cases_restriction FROM app;
ALTER TABLE cases_emergencyaccess DISABLE ROW LEVEL SECURITY;
ALTER TABLE cases_wall DISABLE ROW LEVEL SECURITY;
ALTER TABLE cases_caseuserobjectpermission DISABLE ROW LEVEL SECURITY;
ALTER TABLE cases_restriction DISABLE ROW LEVEL SECURITY;
