DROP FUNCTION app.agencies_invited(uuid);
DROP POLICY action_update ON conferences_action;
CREATE POLICY action_update ON conferences_action FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND (agency_id = app.scope_agency() OR lead_agency_id = app.scope_agency()));
DROP POLICY action_select ON conferences_action;
CREATE POLICY action_select ON conferences_action FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND (agency_id = app.scope_agency() OR lead_agency_id = app.scope_agency()));
REVOKE UPDATE (agreed_at) ON conferences_action FROM app;
DROP POLICY minutes_insert ON conferences_minutes;
CREATE POLICY minutes_insert ON conferences_minutes FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutes.conference_id AND c.chairing_agency_id = app.scope_agency()));
DROP POLICY conference_update ON conferences_conference;
CREATE POLICY conference_update ON conferences_conference FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND chairing_agency_id = app.scope_agency());
DROP POLICY conference_select ON conferences_conference;
CREATE POLICY conference_select ON conferences_conference FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND (chairing_agency_id = app.scope_agency() OR (
        access_until >= (statement_timestamp() AT TIME ZONE 'Europe/London')::date AND EXISTS (
            SELECT 1 FROM conferences_invitation i
            WHERE i.conference_id = conferences_conference.id AND i.agency_id = app.scope_agency()
              AND i.withdrawn_at IS NULL))));
