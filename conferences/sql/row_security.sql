-- A conference belongs to the agency that chairs it; agencies invited see it until the set date (docs/decisions/0002).

ALTER TABLE conferences_invitation ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_invitation TO app;
GRANT UPDATE (withdrawn_at) ON conferences_invitation TO app;
CREATE POLICY invitation_select ON conferences_invitation FOR SELECT TO app
    USING (agency_id = app.scope_agency() OR chairing_agency_id = app.scope_agency());
CREATE POLICY invitation_insert ON conferences_invitation FOR INSERT TO app
    WITH CHECK (chairing_agency_id = app.scope_agency());
CREATE POLICY invitation_update ON conferences_invitation FOR UPDATE TO app
    USING (chairing_agency_id = app.scope_agency());

ALTER TABLE conferences_conference ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_conference TO app;
GRANT UPDATE (held_at, place, chair_id, access_until, state, number, finalised_at, finalised_by_id) ON conferences_conference TO app;
CREATE POLICY conference_select ON conferences_conference FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND (chairing_agency_id = app.scope_agency() OR (
        access_until >= (statement_timestamp() AT TIME ZONE 'Europe/London')::date AND EXISTS (
            SELECT 1 FROM conferences_invitation i
            WHERE i.conference_id = conferences_conference.id AND i.agency_id = app.scope_agency()
              AND i.withdrawn_at IS NULL))));
CREATE POLICY conference_insert ON conferences_conference FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND chairing_agency_id = app.scope_agency());
CREATE POLICY conference_update ON conferences_conference FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND chairing_agency_id = app.scope_agency());

ALTER TABLE conferences_attendance ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON conferences_attendance TO app;
CREATE POLICY attendance_select ON conferences_attendance FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_attendance.conference_id));
CREATE POLICY attendance_insert ON conferences_attendance FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_attendance.conference_id AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));
CREATE POLICY attendance_update ON conferences_attendance FOR UPDATE TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_attendance.conference_id AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));
CREATE POLICY attendance_delete ON conferences_attendance FOR DELETE TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_attendance.conference_id AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));

ALTER TABLE conferences_item ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON conferences_item TO app;
CREATE POLICY item_select ON conferences_item FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_item.conference_id));
CREATE POLICY item_insert ON conferences_item FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_item.conference_id AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));
CREATE POLICY item_update ON conferences_item FOR UPDATE TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_item.conference_id AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));

ALTER TABLE conferences_action ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON conferences_action TO app;
GRANT UPDATE (state, note, answered_by_id, answered_at) ON conferences_action TO app;
CREATE POLICY action_select ON conferences_action FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND (agency_id = app.scope_agency() OR lead_agency_id = app.scope_agency()));
CREATE POLICY action_insert ON conferences_action FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND lead_agency_id = app.scope_agency() AND app.leads(case_id));
CREATE POLICY action_update ON conferences_action FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND (agency_id = app.scope_agency() OR lead_agency_id = app.scope_agency()));
-- Only while the meeting is open: what was agreed in finalised minutes stays.
CREATE POLICY action_delete ON conferences_action FOR DELETE TO app
    USING (lead_agency_id = app.scope_agency() AND EXISTS (SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
            WHERE i.id = conferences_action.item_id AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));

ALTER TABLE conferences_minutes ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_minutes TO app;
CREATE POLICY minutes_select ON conferences_minutes FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutes.conference_id));
CREATE POLICY minutes_insert ON conferences_minutes FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutes.conference_id AND c.chairing_agency_id = app.scope_agency()));
