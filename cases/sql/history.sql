-- History has the walls of the table that it follows. It is read by the section and written by triggers alone: the app role
-- has no right to add, change or remove a row.

ALTER TABLE cases_termhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_termhistory TO app;
CREATE POLICY term_history_select ON cases_termhistory FOR SELECT TO app
    USING (partnership_id IS NULL OR partnership_id = app.scope_partnership());

ALTER TABLE cases_caseaccesshistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_caseaccesshistory TO app;
CREATE POLICY caseaccess_history_select ON cases_caseaccesshistory FOR SELECT TO app
    USING ((granted_by_agency_id = app.scope_agency()
            OR (agency_id = app.scope_agency() AND (user_id IS NULL OR user_id = app.scope_user())))
        AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_caseaccesshistory.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));

ALTER TABLE cases_casehistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_casehistory TO app;
CREATE POLICY case_history_select ON cases_casehistory FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_casehistory.id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));

ALTER TABLE cases_incidenthistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_incidenthistory TO app;
CREATE POLICY incident_history_select ON cases_incidenthistory FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_incidenthistory.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));

ALTER TABLE cases_accounthistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_accounthistory TO app;
CREATE POLICY account_history_select ON cases_accounthistory FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_accounthistory.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'account' = ANY (a.sections)));

ALTER TABLE cases_personhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_personhistory TO app;
CREATE POLICY person_history_select ON cases_personhistory FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_personhistory.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'people' = ANY (a.sections)));

ALTER TABLE cases_restrictionhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_restrictionhistory TO app;
CREATE POLICY restriction_history_select ON cases_restrictionhistory FOR SELECT TO app
    USING (app.leads(case_id));

ALTER TABLE cases_caseuserobjectpermissionhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_caseuserobjectpermissionhistory TO app;
CREATE POLICY caseuserobjectpermission_history_select ON cases_caseuserobjectpermissionhistory FOR SELECT TO app
    USING (app.leads(content_object_id));

ALTER TABLE cases_wallhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_wallhistory TO app;
CREATE POLICY wall_history_select ON cases_wallhistory FOR SELECT TO app
    USING (app.leads(case_id));

ALTER TABLE cases_emergencyaccesshistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_emergencyaccesshistory TO app;
CREATE POLICY emergencyaccess_history_select ON cases_emergencyaccesshistory FOR SELECT TO app
    USING (app.leads(case_id));
