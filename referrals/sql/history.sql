-- History has the walls of the table that it follows, and is written by triggers alone.

ALTER TABLE referrals_servicehistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON referrals_servicehistory TO app;
CREATE POLICY service_history_select ON referrals_servicehistory FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());

ALTER TABLE referrals_referralhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON referrals_referralhistory TO app;
CREATE POLICY referral_history_select ON referrals_referralhistory FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND (from_agency_id = app.scope_agency() OR to_agency_id = app.scope_agency())
        AND case_id <> ALL (ARRAY(SELECT app.closed_cases())));
