-- A conference has many items, and an agency is asked to each of them apart: it sees the items to which it was asked, once
-- the agenda is published, until the set date, and of the others nothing (docs/decisions/0002).

-- The items that were given to the scope's agency. The agency that leads the case needs no grant and no end. A forged
-- invitation, written by another than the chairing agency, opens nothing.
CREATE FUNCTION app.items_invited() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT v.item_id FROM public.conferences_invitation v
        JOIN public.conferences_item i ON i.id = v.item_id AND i.conference_id = v.conference_id
        JOIN public.conferences_conference c ON c.id = v.conference_id AND c.chairing_agency_id = v.chairing_agency_id
        JOIN public.cases_case k ON k.id = i.case_id
        LEFT JOIN public.cases_caseaccess a ON a.id = v.access_id AND a.case_id = i.case_id AND a.agency_id = v.agency_id
             AND a.granted_by_agency_id = v.chairing_agency_id AND a.live_from <= statement_timestamp()
             AND (a.live_until IS NULL OR a.live_until > statement_timestamp()) AND a.revoked_at IS NULL
        WHERE v.agency_id = app.scope_agency() AND v.withdrawn_at IS NULL
          AND c.partnership_id = app.scope_partnership() AND c.agenda_published_at IS NOT NULL
          AND i.case_id <> ALL (ARRAY(SELECT app.closed_cases()))
          AND (k.lead_agency_id = v.agency_id
               OR (a.id IS NOT NULL AND c.access_until >= (statement_timestamp() AT TIME ZONE 'Europe/London')::date));
    END;
REVOKE ALL ON FUNCTION app.items_invited() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.items_invited() TO app;

CREATE FUNCTION app.conferences_invited() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT i.conference_id FROM public.conferences_item i WHERE i.id = ANY (ARRAY(SELECT app.items_invited()));
    END;
REVOKE ALL ON FUNCTION app.conferences_invited() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.conferences_invited() TO app;

-- A closed case closes its item. A conference is closed as a whole when all its items are.
CREATE FUNCTION app.closed_items() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT i.id FROM public.conferences_item i WHERE i.case_id = ANY (ARRAY(SELECT app.closed_cases()));
    END;
REVOKE ALL ON FUNCTION app.closed_items() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.closed_items() TO app;

CREATE OR REPLACE FUNCTION app.closed_conferences() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT DISTINCT i.conference_id FROM public.conferences_item i
        WHERE i.case_id = ANY (ARRAY(SELECT app.closed_cases()))
          AND NOT EXISTS (SELECT 1 FROM public.conferences_item o WHERE o.conference_id = i.conference_id
                            AND o.case_id <> ALL (ARRAY(SELECT app.closed_cases())));
    END;

-- Minutes are one text about all items: they are for whoever may see every one of them.
CREATE FUNCTION app.sees_whole(asked uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT NOT EXISTS (
            SELECT 1 FROM public.conferences_item i JOIN public.conferences_conference c ON c.id = i.conference_id
            WHERE c.id = asked
              AND (i.case_id = ANY (ARRAY(SELECT app.closed_cases()))
                   OR (c.chairing_agency_id IS DISTINCT FROM app.scope_agency()
                       AND i.id <> ALL (ARRAY(SELECT app.items_invited())))));
    END;
REVOKE ALL ON FUNCTION app.sees_whole(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.sees_whole(uuid) TO app;

-- Who else is asked: to the chairing agency all of them, to an invited one those who share an item with it.
CREATE OR REPLACE FUNCTION app.agencies_invited(asked uuid) RETURNS TABLE (agency_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT DISTINCT v.agency_id FROM public.conferences_invitation v
        JOIN public.conferences_conference c ON c.id = v.conference_id
        WHERE v.conference_id = asked AND v.withdrawn_at IS NULL AND c.partnership_id = app.scope_partnership()
          AND v.item_id <> ALL (ARRAY(SELECT app.closed_items()))
          AND (c.chairing_agency_id = app.scope_agency() OR v.item_id = ANY (ARRAY(SELECT app.items_invited())));
    END;
CREATE FUNCTION app.agencies_at_item(asked uuid) RETURNS TABLE (agency_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT DISTINCT v.agency_id FROM public.conferences_invitation v
        JOIN public.conferences_conference c ON c.id = v.conference_id
        WHERE v.item_id = asked AND v.withdrawn_at IS NULL AND c.partnership_id = app.scope_partnership()
          AND v.item_id <> ALL (ARRAY(SELECT app.closed_items()))
          AND (c.chairing_agency_id = app.scope_agency() OR v.item_id = ANY (ARRAY(SELECT app.items_invited())));
    END;
REVOKE ALL ON FUNCTION app.agencies_at_item(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.agencies_at_item(uuid) TO app;

-- Panels are known to the whole partnership, so that every agency can refer a case to them.
ALTER TABLE conferences_panel ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_panel TO app;
GRANT UPDATE (name, chair_id, rhythm, first_on, starts_at, minutes_long, place, video_link, ended_on) ON conferences_panel TO app;
CREATE POLICY panel_select ON conferences_panel FOR SELECT TO app USING (partnership_id = app.scope_partnership());
CREATE POLICY panel_insert ON conferences_panel FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND agency_id = app.scope_agency());
CREATE POLICY panel_update ON conferences_panel FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND agency_id = app.scope_agency())
    WITH CHECK (partnership_id = app.scope_partnership() AND agency_id = app.scope_agency());

ALTER TABLE conferences_panelmember ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON conferences_panelmember TO app;
GRANT UPDATE (user_id) ON conferences_panelmember TO app;
CREATE POLICY panelmember_select ON conferences_panelmember FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_panel p WHERE p.id = conferences_panelmember.panel_id));
CREATE POLICY panelmember_insert ON conferences_panelmember FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_panel p WHERE p.id = conferences_panelmember.panel_id AND p.agency_id = app.scope_agency()));
CREATE POLICY panelmember_update ON conferences_panelmember FOR UPDATE TO app
    USING (EXISTS (SELECT 1 FROM conferences_panel p WHERE p.id = conferences_panelmember.panel_id AND p.agency_id = app.scope_agency()))
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_panel p WHERE p.id = conferences_panelmember.panel_id AND p.agency_id = app.scope_agency()));
CREATE POLICY panelmember_delete ON conferences_panelmember FOR DELETE TO app
    USING (EXISTS (SELECT 1 FROM conferences_panel p WHERE p.id = conferences_panelmember.panel_id AND p.agency_id = app.scope_agency()));

DROP POLICY conference_select ON conferences_conference;
CREATE POLICY conference_select ON conferences_conference FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
           AND (chairing_agency_id = app.scope_agency() OR id = ANY (ARRAY(SELECT app.conferences_invited()))));
DROP POLICY conference_insert ON conferences_conference;
CREATE POLICY conference_insert ON conferences_conference FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND chairing_agency_id = app.scope_agency()
                AND (panel_id IS NULL OR EXISTS (SELECT 1 FROM conferences_panel p
                                                 WHERE p.id = panel_id AND p.agency_id = app.scope_agency())));
GRANT UPDATE (video_link, minutes_long, sequence, agenda_published_at) ON conferences_conference TO app;

DROP POLICY item_select ON conferences_item;
CREATE POLICY item_select ON conferences_item FOR SELECT TO app
    USING (id = ANY (ARRAY(SELECT app.items_invited()))
           OR EXISTS (SELECT 1 FROM conferences_conference c
                      WHERE c.id = conferences_item.conference_id AND c.chairing_agency_id = app.scope_agency()));
-- Only a case that the agency sees comes on its agenda.
DROP POLICY item_insert ON conferences_item;
CREATE POLICY item_insert ON conferences_item FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_item.conference_id
                          AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened')
                AND EXISTS (SELECT 1 FROM cases_case k WHERE k.id = conferences_item.case_id));
GRANT DELETE ON conferences_item TO app;
CREATE POLICY item_delete ON conferences_item FOR DELETE TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_item.conference_id
                     AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));

DROP POLICY invitation_closed ON conferences_invitation;
CREATE POLICY invitation_closed ON conferences_invitation AS RESTRICTIVE FOR ALL TO app
    USING (item_id <> ALL (ARRAY(SELECT app.closed_items())));
DROP POLICY invitation_select ON conferences_invitation;
CREATE POLICY invitation_select ON conferences_invitation FOR SELECT TO app
    USING (chairing_agency_id = app.scope_agency()
           OR (agency_id = app.scope_agency() AND item_id = ANY (ARRAY(SELECT app.items_invited()))));
DROP POLICY invitation_insert ON conferences_invitation;
CREATE POLICY invitation_insert ON conferences_invitation FOR INSERT TO app
    WITH CHECK (chairing_agency_id = app.scope_agency()
        AND EXISTS (SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
                    WHERE i.id = conferences_invitation.item_id AND c.id = conferences_invitation.conference_id
                      AND c.chairing_agency_id = app.scope_agency())
        AND (access_id IS NULL OR EXISTS (SELECT 1 FROM cases_caseaccess a WHERE a.id = access_id
             AND a.agency_id = conferences_invitation.agency_id AND a.granted_by_agency_id = app.scope_agency())));
DROP POLICY invitation_update ON conferences_invitation;
CREATE POLICY invitation_update ON conferences_invitation FOR UPDATE TO app
    USING (chairing_agency_id = app.scope_agency())
    WITH CHECK (chairing_agency_id = app.scope_agency()
        AND (access_id IS NULL OR EXISTS (SELECT 1 FROM cases_caseaccess a WHERE a.id = access_id
             AND a.agency_id = conferences_invitation.agency_id AND a.granted_by_agency_id = app.scope_agency())));
GRANT UPDATE (access_id, sections) ON conferences_invitation TO app;
GRANT DELETE ON conferences_invitation TO app;
-- An invitation whose access still stands is withdrawn before it goes.
CREATE POLICY invitation_delete ON conferences_invitation FOR DELETE TO app
    USING (chairing_agency_id = app.scope_agency() AND (access_id IS NULL OR withdrawn_at IS NOT NULL)
        AND EXISTS (SELECT 1 FROM conferences_conference c
                    WHERE c.id = conferences_invitation.conference_id AND c.state = 'convened'));

DROP POLICY attendance_select ON conferences_attendance;
CREATE POLICY attendance_select ON conferences_attendance FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_attendance.conference_id
        AND (app.scope_agency() = c.chairing_agency_id OR conferences_attendance.agency_id = c.chairing_agency_id
             OR conferences_attendance.agency_id IN (SELECT app.agencies_invited(c.id)))));

DROP POLICY minutes_select ON conferences_minutes;
CREATE POLICY minutes_select ON conferences_minutes FOR SELECT TO app
    USING (app.sees_whole(conference_id)
           AND EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutes.conference_id));

-- Actions of a case that another agency leads are written by the agency that chairs the panel, and hidden from the lead
-- agency until they are agreed.
DROP POLICY action_select ON conferences_action;
CREATE POLICY action_select ON conferences_action FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
        AND (((lead_agency_id = app.scope_agency() OR agency_id = app.scope_agency()) AND agreed_at IS NOT NULL)
             OR EXISTS (SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
                        WHERE i.id = conferences_action.item_id AND c.chairing_agency_id = app.scope_agency())));
DROP POLICY action_insert ON conferences_action;
CREATE POLICY action_insert ON conferences_action FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership()
        AND EXISTS (SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
                    JOIN cases_case k ON k.id = i.case_id
                    WHERE i.id = conferences_action.item_id AND i.case_id = conferences_action.case_id
                      AND k.lead_agency_id = conferences_action.lead_agency_id
                      AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));
DROP POLICY action_update ON conferences_action;
CREATE POLICY action_update ON conferences_action FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND state = 'open'
        AND ((agency_id = app.scope_agency() AND agreed_at IS NOT NULL)
             OR (agreed_at IS NULL AND EXISTS (
                 SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
                 WHERE i.id = conferences_action.item_id AND c.chairing_agency_id = app.scope_agency()))))
    WITH CHECK (partnership_id = app.scope_partnership()
        AND (agency_id = app.scope_agency() OR EXISTS (
             SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
             WHERE i.id = conferences_action.item_id AND c.chairing_agency_id = app.scope_agency())));
DROP POLICY action_delete ON conferences_action;
CREATE POLICY action_delete ON conferences_action FOR DELETE TO app
    USING (EXISTS (SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
            WHERE i.id = conferences_action.item_id AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));

-- The queue of a panel. The lead agency refers and withdraws, the panel's agency gives a place and takes it back.
ALTER TABLE conferences_agendareferral ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_agendareferral TO app;
GRANT UPDATE (state, item_id, withdrawn_at) ON conferences_agendareferral TO app;
CREATE POLICY agendareferral_closed ON conferences_agendareferral AS RESTRICTIVE FOR ALL TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases())));
CREATE POLICY agendareferral_select ON conferences_agendareferral FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
           AND (lead_agency_id = app.scope_agency() OR (panel_agency_id = app.scope_agency() AND state <> 'withdrawn')));
CREATE POLICY agendareferral_insert ON conferences_agendareferral FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND lead_agency_id = app.scope_agency() AND app.leads(case_id)
        AND referred_by_id = app.scope_user() AND state = 'waiting'
        AND EXISTS (SELECT 1 FROM conferences_panel p WHERE p.id = conferences_agendareferral.panel_id
                      AND p.agency_id = conferences_agendareferral.panel_agency_id)
        AND (access_id IS NULL OR EXISTS (SELECT 1 FROM cases_caseaccess a WHERE a.id = access_id
             AND a.case_id = conferences_agendareferral.case_id AND a.agency_id = conferences_agendareferral.panel_agency_id
             AND a.granted_by_agency_id = app.scope_agency())));
CREATE POLICY agendareferral_update ON conferences_agendareferral FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND state <> 'withdrawn'
           AND (lead_agency_id = app.scope_agency() OR panel_agency_id = app.scope_agency()))
    WITH CHECK (partnership_id = app.scope_partnership()
        AND ((lead_agency_id = app.scope_agency() AND state = 'withdrawn')
             OR (panel_agency_id = app.scope_agency() AND state <> 'withdrawn'
                 AND (item_id IS NULL OR EXISTS (
                      SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
                      WHERE i.id = item_id AND i.case_id = conferences_agendareferral.case_id
                        AND c.chairing_agency_id = app.scope_agency())))));

-- What the lead agency said when it referred the case, the panel's agency may pass on: these sections, under this gateway,
-- to a member of the panel, while the case has its place on the agenda and the panel's own access stands.
CREATE FUNCTION app.may_pass_on(asked uuid, receiver uuid, given text[], gateway text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT asked <> ALL (ARRAY(SELECT app.closed_cases())) AND EXISTS (
            SELECT 1 FROM public.conferences_agendareferral r
            JOIN public.conferences_panelmember m ON m.panel_id = r.panel_id AND m.agency_id = receiver
            JOIN public.cases_caseaccess a ON a.id = r.access_id
            WHERE r.case_id = asked AND r.panel_agency_id = app.scope_agency() AND r.state = 'placed'
              AND r.partnership_id = app.scope_partnership() AND given <@ r.sections::text[]
              AND r.legal_gateway = gateway AND a.live_from <= statement_timestamp()
              AND (a.live_until IS NULL OR a.live_until > statement_timestamp()) AND a.revoked_at IS NULL);
    END;
REVOKE ALL ON FUNCTION app.may_pass_on(uuid, uuid, text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.may_pass_on(uuid, uuid, text[], text) TO app;
CREATE POLICY access_insert_passed_on ON cases_caseaccess FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND granted_by_agency_id = app.scope_agency()
                AND reason = 'conference' AND user_id IS NULL
                AND app.may_pass_on(case_id, agency_id, sections::text[], legal_gateway));

-- What was passed on of its case, the lead agency sees, and can take back.
CREATE FUNCTION app.cases_referred() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT r.case_id FROM public.conferences_agendareferral r JOIN public.cases_case k ON k.id = r.case_id
        WHERE k.lead_agency_id = app.scope_agency() AND r.partnership_id = app.scope_partnership()
          AND r.panel_agency_id <> r.lead_agency_id;
    END;
REVOKE ALL ON FUNCTION app.cases_referred() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.cases_referred() TO app;
CREATE POLICY access_select_passed_on ON cases_caseaccess FOR SELECT TO app
    USING (reason = 'conference' AND case_id = ANY (ARRAY(SELECT app.cases_referred())));
CREATE POLICY access_update_passed_on ON cases_caseaccess FOR UPDATE TO app
    USING (reason = 'conference' AND case_id = ANY (ARRAY(SELECT app.cases_referred())))
    WITH CHECK (reason = 'conference' AND case_id = ANY (ARRAY(SELECT app.cases_referred())));

-- History has the walls of its table.
DROP POLICY invitation_history_select ON conferences_invitationhistory;
CREATE POLICY invitation_history_select ON conferences_invitationhistory FOR SELECT TO app
    USING (item_id <> ALL (ARRAY(SELECT app.closed_items()))
           AND (chairing_agency_id = app.scope_agency()
                OR (agency_id = app.scope_agency() AND item_id = ANY (ARRAY(SELECT app.items_invited())))));
DROP POLICY attendance_history_select ON conferences_attendancehistory;
CREATE POLICY attendance_history_select ON conferences_attendancehistory FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_attendancehistory.conference_id
        AND (app.scope_agency() = c.chairing_agency_id OR conferences_attendancehistory.agency_id = c.chairing_agency_id
             OR conferences_attendancehistory.agency_id IN (SELECT app.agencies_invited(c.id)))));
DROP POLICY item_history_select ON conferences_itemhistory;
CREATE POLICY item_history_select ON conferences_itemhistory FOR SELECT TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases()))
           AND (id = ANY (ARRAY(SELECT app.items_invited()))
                OR EXISTS (SELECT 1 FROM conferences_conference c
                           WHERE c.id = conferences_itemhistory.conference_id AND c.chairing_agency_id = app.scope_agency())));
DROP POLICY action_history_select ON conferences_actionhistory;
CREATE POLICY action_history_select ON conferences_actionhistory FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND case_id <> ALL (ARRAY(SELECT app.closed_cases()))
        AND (((lead_agency_id = app.scope_agency() OR agency_id = app.scope_agency()) AND agreed_at IS NOT NULL)
             OR EXISTS (SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
                        WHERE i.id = conferences_actionhistory.item_id AND c.chairing_agency_id = app.scope_agency())));
ALTER TABLE conferences_panelhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_panelhistory TO app;
CREATE POLICY panel_history_select ON conferences_panelhistory FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_panel p WHERE p.id = conferences_panelhistory.id));
ALTER TABLE conferences_panelmemberhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_panelmemberhistory TO app;
CREATE POLICY panelmember_history_select ON conferences_panelmemberhistory FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_panel p WHERE p.id = conferences_panelmemberhistory.panel_id));
ALTER TABLE conferences_agendareferralhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_agendareferralhistory TO app;
CREATE POLICY agendareferral_history_select ON conferences_agendareferralhistory FOR SELECT TO app
    USING (partnership_id = app.scope_partnership() AND case_id <> ALL (ARRAY(SELECT app.closed_cases()))
           AND (lead_agency_id = app.scope_agency() OR (panel_agency_id = app.scope_agency() AND state <> 'withdrawn')));
