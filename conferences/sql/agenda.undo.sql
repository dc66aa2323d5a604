DROP POLICY agendareferral_history_select ON conferences_agendareferralhistory;
REVOKE SELECT ON conferences_agendareferralhistory FROM app;
ALTER TABLE conferences_agendareferralhistory DISABLE ROW LEVEL SECURITY;
DROP POLICY panelmember_history_select ON conferences_panelmemberhistory;
REVOKE SELECT ON conferences_panelmemberhistory FROM app;
ALTER TABLE conferences_panelmemberhistory DISABLE ROW LEVEL SECURITY;
DROP POLICY panel_history_select ON conferences_panelhistory;
REVOKE SELECT ON conferences_panelhistory FROM app;
ALTER TABLE conferences_panelhistory DISABLE ROW LEVEL SECURITY;
DROP POLICY action_history_select ON conferences_actionhistory;
CREATE POLICY action_history_select ON conferences_actionhistory FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
        AND (lead_agency_id = app.scope_agency() OR (agency_id = app.scope_agency() AND agreed_at IS NOT NULL))
        AND case_id <> ALL (ARRAY(SELECT app.closed_cases())));
DROP POLICY item_history_select ON conferences_itemhistory;
CREATE POLICY item_history_select ON conferences_itemhistory FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_itemhistory.conference_id)
        AND case_id <> ALL (ARRAY(SELECT app.closed_cases())));
DROP POLICY attendance_history_select ON conferences_attendancehistory;
CREATE POLICY attendance_history_select ON conferences_attendancehistory FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_attendancehistory.conference_id));
DROP POLICY invitation_history_select ON conferences_invitationhistory;
CREATE POLICY invitation_history_select ON conferences_invitationhistory FOR SELECT TO app
    USING ((agency_id = app.scope_agency() OR chairing_agency_id = app.scope_agency())
        AND conference_id <> ALL (ARRAY(SELECT app.closed_conferences())));
DROP POLICY access_update_passed_on ON cases_caseaccess;
DROP POLICY access_select_passed_on ON cases_caseaccess;
DROP POLICY access_insert_passed_on ON cases_caseaccess;
DROP POLICY agendareferral_update ON conferences_agendareferral;
DROP POLICY agendareferral_insert ON conferences_agendareferral;
DROP POLICY agendareferral_select ON conferences_agendareferral;
DROP POLICY agendareferral_closed ON conferences_agendareferral;
REVOKE UPDATE (state, item_id, withdrawn_at) ON conferences_agendareferral FROM app;
REVOKE SELECT, INSERT ON conferences_agendareferral FROM app;
ALTER TABLE conferences_agendareferral DISABLE ROW LEVEL SECURITY;
DROP POLICY action_delete ON conferences_action;
CREATE POLICY action_delete ON conferences_action FOR DELETE TO app
    USING (lead_agency_id = app.scope_agency() AND EXISTS (SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
            WHERE i.id = conferences_action.item_id AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));
DROP POLICY action_update ON conferences_action;
CREATE POLICY action_update ON conferences_action FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND state = 'open'
        AND ((lead_agency_id = app.scope_agency() AND agreed_at IS NULL)
             OR (agency_id = app.scope_agency() AND agreed_at IS NOT NULL)))
    WITH CHECK (partnership_id = app.scope_partnership()
        AND (lead_agency_id = app.scope_agency() OR agency_id = app.scope_agency()));
DROP POLICY action_insert ON conferences_action;
CREATE POLICY action_insert ON conferences_action FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND lead_agency_id = app.scope_agency() AND app.leads(case_id));
DROP POLICY action_select ON conferences_action;
CREATE POLICY action_select ON conferences_action FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
        AND (lead_agency_id = app.scope_agency() OR (agency_id = app.scope_agency() AND agreed_at IS NOT NULL)));
DROP POLICY minutes_select ON conferences_minutes;
CREATE POLICY minutes_select ON conferences_minutes FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutes.conference_id));
DROP POLICY attendance_select ON conferences_attendance;
CREATE POLICY attendance_select ON conferences_attendance FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_attendance.conference_id));
DROP POLICY invitation_delete ON conferences_invitation;
REVOKE DELETE ON conferences_invitation FROM app;
REVOKE UPDATE (access_id, sections) ON conferences_invitation FROM app;
DROP POLICY invitation_update ON conferences_invitation;
CREATE POLICY invitation_update ON conferences_invitation FOR UPDATE TO app
    USING (chairing_agency_id = app.scope_agency());
DROP POLICY invitation_insert ON conferences_invitation;
CREATE POLICY invitation_insert ON conferences_invitation FOR INSERT TO app
    WITH CHECK (chairing_agency_id = app.scope_agency());
DROP POLICY invitation_select ON conferences_invitation;
CREATE POLICY invitation_select ON conferences_invitation FOR SELECT TO app
    USING (agency_id = app.scope_agency() OR chairing_agency_id = app.scope_agency());
DROP POLICY invitation_closed ON conferences_invitation;
CREATE POLICY invitation_closed ON conferences_invitation AS RESTRICTIVE FOR ALL TO app
    USING (conference_id <> ALL (ARRAY(SELECT app.closed_conferences())));
DROP POLICY item_delete ON conferences_item;
REVOKE DELETE ON conferences_item FROM app;
DROP POLICY item_insert ON conferences_item;
CREATE POLICY item_insert ON conferences_item FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_item.conference_id AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));
DROP POLICY item_select ON conferences_item;
CREATE POLICY item_select ON conferences_item FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_item.conference_id));
REVOKE UPDATE (video_link, minutes_long, sequence, agenda_published_at) ON conferences_conference FROM app;
DROP POLICY conference_insert ON conferences_conference;
CREATE POLICY conference_insert ON conferences_conference FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND chairing_agency_id = app.scope_agency());
DROP POLICY conference_select ON conferences_conference;
CREATE POLICY conference_select ON conferences_conference FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND (chairing_agency_id = app.scope_agency() OR (
        access_until >= (statement_timestamp() AT TIME ZONE 'Europe/London')::date AND EXISTS (
            SELECT 1 FROM conferences_invitation i JOIN cases_caseaccess a ON a.id = i.access_id
            WHERE i.conference_id = conferences_conference.id AND i.agency_id = app.scope_agency()
              AND i.chairing_agency_id = conferences_conference.chairing_agency_id AND i.withdrawn_at IS NULL
              AND a.agency_id = app.scope_agency() AND a.granted_by_agency_id = i.chairing_agency_id
              AND a.live_from <= statement_timestamp()
              AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
              AND a.revoked_at IS NULL))));
DROP POLICY panelmember_delete ON conferences_panelmember;
DROP POLICY panelmember_update ON conferences_panelmember;
DROP POLICY panelmember_insert ON conferences_panelmember;
DROP POLICY panelmember_select ON conferences_panelmember;
REVOKE UPDATE (user_id) ON conferences_panelmember FROM app;
REVOKE SELECT, INSERT, DELETE ON conferences_panelmember FROM app;
ALTER TABLE conferences_panelmember DISABLE ROW LEVEL SECURITY;
DROP POLICY panel_update ON conferences_panel;
DROP POLICY panel_insert ON conferences_panel;
DROP POLICY panel_select ON conferences_panel;
REVOKE UPDATE (name, chair_id, rhythm, first_on, starts_at, minutes_long, place, video_link, ended_on) ON conferences_panel FROM app;
REVOKE SELECT, INSERT ON conferences_panel FROM app;
ALTER TABLE conferences_panel DISABLE ROW LEVEL SECURITY;
CREATE OR REPLACE FUNCTION app.closed_conferences() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT i.conference_id FROM public.conferences_item i
        WHERE i.case_id = ANY (ARRAY(SELECT app.closed_cases()));
    END;
CREATE OR REPLACE FUNCTION app.agencies_invited(asked uuid) RETURNS TABLE (agency_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT i.agency_id FROM public.conferences_invitation i
        JOIN public.conferences_conference c ON c.id = i.conference_id
        WHERE i.conference_id = asked AND i.withdrawn_at IS NULL AND c.partnership_id = app.scope_partnership()
          AND asked <> ALL (ARRAY(SELECT app.closed_conferences()))
          AND (c.chairing_agency_id = app.scope_agency() OR EXISTS (
              SELECT 1 FROM public.conferences_invitation mine
              JOIN public.cases_caseaccess a ON a.id = mine.access_id
              WHERE mine.conference_id = asked AND mine.agency_id = app.scope_agency() AND mine.withdrawn_at IS NULL
                AND mine.chairing_agency_id = c.chairing_agency_id AND a.agency_id = app.scope_agency()
                AND a.live_from <= statement_timestamp()
                AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
                AND a.revoked_at IS NULL));
    END;
DROP FUNCTION app.cases_referred();
DROP FUNCTION app.may_pass_on(uuid, uuid, text[], text);
DROP FUNCTION app.agencies_at_item(uuid);
DROP FUNCTION app.sees_whole(uuid);
DROP FUNCTION app.closed_items();
DROP FUNCTION app.conferences_invited();
DROP FUNCTION app.items_invited();
