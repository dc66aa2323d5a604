-- What belongs to risk, the decision and single-agency work. All of it is append-only: the app role may add and read rows
-- and change none. The access rows that the subqueries see are already limited to what the scope's person may use.

ALTER TABLE cases_prompt ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_prompt TO app;
CREATE POLICY prompt_select ON cases_prompt FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_prompt.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'risk' = ANY (a.sections)));
-- Whoever adds an incident, or changes a fact. What is linked elsewhere is written by app.prompt_linked_cases alone.
CREATE POLICY prompt_insert ON cases_prompt FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_prompt.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));

ALTER TABLE cases_lowering ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_lowering TO app;
CREATE POLICY lowering_select ON cases_lowering FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_lowering.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'risk' = ANY (a.sections)));
CREATE POLICY lowering_insert ON cases_lowering FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND proposed_by_id = app.scope_user() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_lowering.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND a.reason = 'lead'));

ALTER TABLE cases_loweringanswer ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_loweringanswer TO app;
CREATE POLICY lowering_answer_select ON cases_loweringanswer FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_loweringanswer.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'risk' = ANY (a.sections)));
-- Never by whoever proposed it.
CREATE POLICY lowering_answer_insert ON cases_loweringanswer FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND answered_by_id = app.scope_user() AND EXISTS (
        SELECT 1 FROM cases_lowering l
        WHERE l.id = cases_loweringanswer.lowering_id AND l.case_id = cases_loweringanswer.case_id
          AND l.agency_id = app.scope_agency() AND l.proposed_by_id <> app.scope_user()));

ALTER TABLE cases_countersignature ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_countersignature TO app;
CREATE POLICY countersignature_select ON cases_countersignature FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_countersignature.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'decision' = ANY (a.sections)));
-- By a Responsible Person of the agency that decided, never by whoever took the decision.
CREATE POLICY countersignature_insert ON cases_countersignature FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND given_by_id = app.scope_user()
                AND app.scope_has_role('responsible_person') AND EXISTS (
        SELECT 1 FROM cases_decision d
        WHERE d.id = cases_countersignature.decision_id AND d.case_id = cases_countersignature.case_id
          AND d.agency_id = app.scope_agency() AND d.decided_by_id <> app.scope_user()));

-- A policy on consultations cannot look at replies, because replies look at consultations.
CREATE FUNCTION app.is_withdrawn(asked uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT EXISTS (SELECT 1 FROM public.cases_consultationreply r
                       WHERE r.consultation_id = asked AND r.outcome = 'withdrawn');
    END;
REVOKE ALL ON FUNCTION app.is_withdrawn(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_withdrawn(uuid) TO app;

ALTER TABLE cases_consultation ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_consultation TO app;
CREATE POLICY consultation_select ON cases_consultation FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
           AND (from_agency_id = app.scope_agency() OR (to_agency_id = app.scope_agency() AND NOT app.is_withdrawn(id))));
CREATE POLICY consultation_insert ON cases_consultation FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND from_agency_id = app.scope_agency()
                AND asked_by_id = app.scope_user() AND app.leads(case_id));
CREATE POLICY consultation_closed ON cases_consultation AS RESTRICTIVE FOR ALL TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases())));

ALTER TABLE cases_consultationreply ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_consultationreply TO app;
CREATE POLICY consultation_reply_select ON cases_consultationreply FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM cases_consultation c WHERE c.id = cases_consultationreply.consultation_id));
-- Whoever was asked answers; whoever asked withdraws.
CREATE POLICY consultation_reply_insert ON cases_consultationreply FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND replied_by_id = app.scope_user() AND EXISTS (
        SELECT 1 FROM cases_consultation c
        WHERE c.id = cases_consultationreply.consultation_id
          AND CASE WHEN cases_consultationreply.outcome = 'withdrawn' THEN c.from_agency_id ELSE c.to_agency_id END
              = app.scope_agency()));

ALTER TABLE cases_workplan ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_workplan TO app;
CREATE POLICY work_plan_select ON cases_workplan FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_workplan.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND a.reason = 'lead'));
CREATE POLICY work_plan_insert ON cases_workplan FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND made_by_id = app.scope_user() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_workplan.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND a.reason = 'lead'));

ALTER TABLE cases_casetask ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_casetask TO app;
CREATE POLICY task_select ON cases_casetask FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_casetask.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND a.reason = 'lead'));
CREATE POLICY task_insert ON cases_casetask FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND agreed_by_id = app.scope_user() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_casetask.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND a.reason = 'lead'));

ALTER TABLE cases_casetaskanswer ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_casetaskanswer TO app;
CREATE POLICY task_answer_select ON cases_casetaskanswer FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_casetaskanswer.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND a.reason = 'lead'));
CREATE POLICY task_answer_insert ON cases_casetaskanswer FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND answered_by_id = app.scope_user() AND EXISTS (
        SELECT 1 FROM cases_casetask t
        WHERE t.id = cases_casetaskanswer.task_id AND t.case_id = cases_casetaskanswer.case_id));

-- Facts about somebody's safety are kept by whoever recorded the incident and by the agency that leads.
GRANT UPDATE (flags) ON cases_incident TO app;
ALTER POLICY account_update ON cases_account
    USING (app.leads(case_id) OR EXISTS (SELECT 1 FROM cases_incident i
            WHERE i.id = cases_account.incident_id AND i.case_id = cases_account.case_id AND i.agency_id = app.scope_agency()));
ALTER POLICY person_update ON cases_person
    USING (app.leads(case_id) OR EXISTS (SELECT 1 FROM cases_incident i
            WHERE i.id = cases_person.incident_id AND i.case_id = cases_person.case_id AND i.agency_id = app.scope_agency()));
