-- History has the walls of the table that it follows (who sees a conference sees what was changed of it), and is written
-- by triggers alone.

ALTER TABLE conferences_invitationhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_invitationhistory TO app;
CREATE POLICY invitation_history_select ON conferences_invitationhistory FOR SELECT TO app
    USING ((agency_id = app.scope_agency() OR chairing_agency_id = app.scope_agency())
        AND conference_id <> ALL (ARRAY(SELECT app.closed_conferences())));

ALTER TABLE conferences_conferencehistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_conferencehistory TO app;
CREATE POLICY conference_history_select ON conferences_conferencehistory FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_conferencehistory.id));

ALTER TABLE conferences_attendancehistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_attendancehistory TO app;
CREATE POLICY attendance_history_select ON conferences_attendancehistory FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_attendancehistory.conference_id));

ALTER TABLE conferences_itemhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_itemhistory TO app;
CREATE POLICY item_history_select ON conferences_itemhistory FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_itemhistory.conference_id)
        AND case_id <> ALL (ARRAY(SELECT app.closed_cases())));

ALTER TABLE conferences_actionhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_actionhistory TO app;
CREATE POLICY action_history_select ON conferences_actionhistory FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
        AND (lead_agency_id = app.scope_agency() OR (agency_id = app.scope_agency() AND agreed_at IS NOT NULL))
        AND case_id <> ALL (ARRAY(SELECT app.closed_cases())));
