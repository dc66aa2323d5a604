-- Versions are written by administrators of the partnership and never change; everybody in it reads them.
ALTER TABLE partners_agreement ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON partners_agreement TO app;
CREATE POLICY agreement_select ON partners_agreement FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());
CREATE POLICY agreement_insert ON partners_agreement FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND app.scope_has_role('administrator')
                AND made_by_id IS NOT DISTINCT FROM app.scope_user());

-- Everybody accepts for themselves; administrators see who has.
ALTER TABLE partners_acceptance ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON partners_acceptance TO app;
CREATE POLICY acceptance_select ON partners_acceptance FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
           AND (user_id = app.scope_user() OR app.scope_has_role('administrator')));
CREATE POLICY acceptance_insert ON partners_acceptance FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND user_id = app.scope_user()
                AND EXISTS (SELECT FROM partners_agreement a
                            WHERE a.id = agreement_id AND a.partnership_id = app.scope_partnership()));
