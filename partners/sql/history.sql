-- The history of accounts and roles is read by the administrators of a partnership, and written by triggers alone.

ALTER TABLE partners_membershiphistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON partners_membershiphistory TO app;
CREATE POLICY membership_history_select ON partners_membershiphistory FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator'));

ALTER TABLE partners_partnershiphistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON partners_partnershiphistory TO app;
CREATE POLICY partnership_history_select ON partners_partnershiphistory FOR SELECT TO app
    USING (id = app.scope_partnership() AND app.scope_has_role('administrator'));

ALTER TABLE partners_seathistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON partners_seathistory TO app;
CREATE POLICY seat_history_select ON partners_seathistory FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator'));

ALTER TABLE partners_userhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON partners_userhistory TO app;
CREATE POLICY user_history_select ON partners_userhistory FOR SELECT TO app
    USING (app.scope_has_role('administrator') AND EXISTS (
        SELECT 1 FROM partners_membership m
        WHERE m.user_id = partners_userhistory.id AND m.partnership_id = app.scope_partnership()));
