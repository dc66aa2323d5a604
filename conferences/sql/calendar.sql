-- A calendar file is its receiver's alone. It is written by the agency that chairs the meeting, and never changed.
ALTER TABLE conferences_calendarmessage ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_calendarmessage TO app;
CREATE POLICY calendarmessage_select ON conferences_calendarmessage FOR SELECT TO app USING (user_id = app.scope_user());
CREATE POLICY calendarmessage_insert ON conferences_calendarmessage FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_calendarmessage.conference_id
                          AND c.chairing_agency_id = app.scope_agency()));
