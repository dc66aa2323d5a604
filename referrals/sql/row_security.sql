-- A referral is seen by the agency that sent it and the agency that is asked; the directory by the whole partnership.

ALTER TABLE referrals_service ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON referrals_service TO app;
CREATE POLICY service_select ON referrals_service FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());
CREATE POLICY service_insert ON referrals_service FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership());
CREATE POLICY service_update ON referrals_service FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership());

ALTER TABLE referrals_referral ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON referrals_referral TO app;
GRANT UPDATE (state, answer_note, answered_by_id, answered_at) ON referrals_referral TO app;
CREATE POLICY referral_select ON referrals_referral FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND (from_agency_id = app.scope_agency() OR to_agency_id = app.scope_agency()));
CREATE POLICY referral_insert ON referrals_referral FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND from_agency_id = app.scope_agency() AND app.leads(case_id));
CREATE POLICY referral_update ON referrals_referral FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND (from_agency_id = app.scope_agency() OR to_agency_id = app.scope_agency()));
