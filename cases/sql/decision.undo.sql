ALTER POLICY person_update ON cases_person
    USING (EXISTS (SELECT 1 FROM cases_incident i
            WHERE i.id = cases_person.incident_id AND i.case_id = cases_person.case_id AND i.agency_id = app.scope_agency()));
ALTER POLICY account_update ON cases_account
    USING (EXISTS (SELECT 1 FROM cases_incident i
            WHERE i.id = cases_account.incident_id AND i.case_id = cases_account.case_id AND i.agency_id = app.scope_agency()));
REVOKE UPDATE (flags) ON cases_incident FROM app;
DROP POLICY task_answer_insert ON cases_casetaskanswer;
DROP POLICY task_answer_select ON cases_casetaskanswer;
REVOKE ALL ON cases_casetaskanswer FROM app;
ALTER TABLE cases_casetaskanswer DISABLE ROW LEVEL SECURITY;
DROP POLICY task_insert ON cases_casetask;
DROP POLICY task_select ON cases_casetask;
REVOKE ALL ON cases_casetask FROM app;
ALTER TABLE cases_casetask DISABLE ROW LEVEL SECURITY;
DROP POLICY work_plan_insert ON cases_workplan;
DROP POLICY work_plan_select ON cases_workplan;
REVOKE ALL ON cases_workplan FROM app;
ALTER TABLE cases_workplan DISABLE ROW LEVEL SECURITY;
DROP POLICY consultation_reply_insert ON cases_consultationreply;
DROP POLICY consultation_reply_select ON cases_consultationreply;
REVOKE ALL ON cases_consultationreply FROM app;
ALTER TABLE cases_consultationreply DISABLE ROW LEVEL SECURITY;
DROP POLICY consultation_closed ON cases_consultation;
DROP POLICY consultation_insert ON cases_consultation;
DROP POLICY consultation_select ON cases_consultation;
REVOKE ALL ON cases_consultation FROM app;
ALTER TABLE cases_consultation DISABLE ROW LEVEL SECURITY;
DROP FUNCTION app.is_withdrawn(uuid);
DROP POLICY countersignature_insert ON cases_countersignature;
DROP POLICY countersignature_select ON cases_countersignature;
REVOKE ALL ON cases_countersignature FROM app;
ALTER TABLE cases_countersignature DISABLE ROW LEVEL SECURITY;
DROP POLICY lowering_answer_insert ON cases_loweringanswer;
DROP POLICY lowering_answer_select ON cases_loweringanswer;
REVOKE ALL ON cases_loweringanswer FROM app;
ALTER TABLE cases_loweringanswer DISABLE ROW LEVEL SECURITY;
DROP POLICY lowering_insert ON cases_lowering;
DROP POLICY lowering_select ON cases_lowering;
REVOKE ALL ON cases_lowering FROM app;
ALTER TABLE cases_lowering DISABLE ROW LEVEL SECURITY;
DROP POLICY prompt_insert ON cases_prompt;
DROP POLICY prompt_select ON cases_prompt;
REVOKE ALL ON cases_prompt FROM app;
ALTER TABLE cases_prompt DISABLE ROW LEVEL SECURITY;
