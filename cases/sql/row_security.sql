-- The second lock (docs/decisions/0002). The rule: the scope's agency holds a live access row, for the section in question.
-- Lists start from cases_caseaccess in Python; these policies are the net under a query that somebody forgets.

-- Asked for one inserted row at a time; a policy on access cannot look at cases itself, because cases look at access.
CREATE FUNCTION app.leads(asked uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT EXISTS (SELECT 1 FROM public.cases_case c
                       WHERE c.id = asked AND c.lead_agency_id = app.scope_agency()
                         AND c.partnership_id = app.scope_partnership());
    END;
REVOKE ALL ON FUNCTION app.leads(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.leads(uuid) TO app;

-- The receiver of an offer (a referral) may begin its own access, and change nothing else of it.
CREATE FUNCTION app.accept_offer(asked uuid) RETURNS boolean
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
REVOKE ALL ON FUNCTION app.accept_offer(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.accept_offer(uuid) TO app;

-- What the Monitoring Agency is told of every incident in the partnership: coded facts, nothing of people.
CREATE FUNCTION app.monitored_incidents()
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
REVOKE ALL ON FUNCTION app.monitored_incidents() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.monitored_incidents() TO app;

ALTER TABLE cases_term ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON cases_term TO app;
CREATE POLICY term_select ON cases_term FOR SELECT TO app
    USING (partnership_id IS NULL OR partnership_id = app.scope_partnership());
CREATE POLICY term_insert ON cases_term FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership());
CREATE POLICY term_update ON cases_term FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership());

ALTER TABLE cases_caseaccess ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_caseaccess TO app;
GRANT UPDATE (live_until, revoked_at, revoked_by_id) ON cases_caseaccess TO app;
CREATE POLICY access_select ON cases_caseaccess FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND (agency_id = app.scope_agency() OR granted_by_agency_id = app.scope_agency()));
CREATE POLICY access_insert ON cases_caseaccess FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND granted_by_agency_id = app.scope_agency() AND app.leads(case_id));
CREATE POLICY access_update ON cases_caseaccess FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND granted_by_agency_id = app.scope_agency());

ALTER TABLE cases_case ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_case TO app;
GRANT UPDATE (state, band, review_on, decision_due_on, closed_on, closing_outcome, victim_told_on) ON cases_case TO app;
-- The row's own lead agency is accepted beside the access row: a case exists a moment before its first access does.
CREATE POLICY case_select ON cases_case FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND (lead_agency_id = app.scope_agency() OR EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_case.id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections))));
CREATE POLICY case_insert ON cases_case FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND lead_agency_id = app.scope_agency());
CREATE POLICY case_update ON cases_case FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_case.id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));

ALTER TABLE cases_incident ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_incident TO app;
GRANT UPDATE (outcome) ON cases_incident TO app;
CREATE POLICY incident_select ON cases_incident FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_incident.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));
CREATE POLICY incident_insert ON cases_incident FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND agency_id = app.scope_agency() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_incident.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));
CREATE POLICY incident_update ON cases_incident FOR UPDATE TO app
    USING (app.leads(case_id));

ALTER TABLE cases_account ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON cases_account TO app;
CREATE POLICY account_select ON cases_account FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_account.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'account' = ANY (a.sections)));
CREATE POLICY account_insert ON cases_account FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM cases_incident i
            WHERE i.id = cases_account.incident_id AND i.case_id = cases_account.case_id AND i.agency_id = app.scope_agency()));
CREATE POLICY account_update ON cases_account FOR UPDATE TO app
    USING (EXISTS (SELECT 1 FROM cases_incident i
            WHERE i.id = cases_account.incident_id AND i.case_id = cases_account.case_id AND i.agency_id = app.scope_agency()));

ALTER TABLE cases_person ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON cases_person TO app;
CREATE POLICY person_select ON cases_person FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_person.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'people' = ANY (a.sections)));
CREATE POLICY person_insert ON cases_person FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM cases_incident i
            WHERE i.id = cases_person.incident_id AND i.case_id = cases_person.case_id AND i.agency_id = app.scope_agency()));
CREATE POLICY person_update ON cases_person FOR UPDATE TO app
    USING (EXISTS (SELECT 1 FROM cases_incident i
            WHERE i.id = cases_person.incident_id AND i.case_id = cases_person.case_id AND i.agency_id = app.scope_agency()));

ALTER TABLE cases_assessment ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_assessment TO app;
CREATE POLICY assessment_select ON cases_assessment FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_assessment.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'risk' = ANY (a.sections)));
CREATE POLICY assessment_insert ON cases_assessment FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_assessment.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'risk' = ANY (a.sections)));

ALTER TABLE cases_decision ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_decision TO app;
CREATE POLICY decision_select ON cases_decision FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_decision.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'decision' = ANY (a.sections)));
CREATE POLICY decision_insert ON cases_decision FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_decision.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'decision' = ANY (a.sections)));

ALTER TABLE cases_reopening ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_reopening TO app;
CREATE POLICY reopening_select ON cases_reopening FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_reopening.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'decision' = ANY (a.sections)));
CREATE POLICY reopening_insert ON cases_reopening FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_reopening.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));

ALTER TABLE cases_move ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_move TO app;
CREATE POLICY move_select ON cases_move FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_move.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));
CREATE POLICY move_insert ON cases_move FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_move.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));

ALTER TABLE cases_incidentdraft ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON cases_incidentdraft TO app;
CREATE POLICY draft_all ON cases_incidentdraft FOR ALL TO app
    USING (partnership_id = app.scope_partnership() AND agency_id = app.scope_agency() AND user_id = app.scope_user());
