-- What comes after the meeting: drafts and versions of the minutes part by part, corrections, reminders, repeats.

-- A part is its agency's, and the chairing agency's; it comes with its item. Minutes come with their parts, so that no
-- version tells of an amendment elsewhere. (A policy on parts may not look at minutes: those look at parts.)
ALTER TABLE conferences_minutespart ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_minutespart TO app;
CREATE POLICY minutespart_select ON conferences_minutespart FOR SELECT TO app
    USING ((agency_id = app.scope_agency() OR chairing_agency_id = app.scope_agency())
        AND EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutespart.conference_id)
        AND (item_id IS NULL OR EXISTS (SELECT 1 FROM conferences_item i WHERE i.id = conferences_minutespart.item_id)));
CREATE POLICY minutespart_closed ON conferences_minutespart AS RESTRICTIVE FOR ALL TO app
    USING (case_id IS NULL OR case_id <> ALL (ARRAY(SELECT app.closed_cases())));

DROP POLICY minutes_select ON conferences_minutes;
CREATE POLICY minutes_select ON conferences_minutes FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c
                   WHERE c.id = conferences_minutes.conference_id AND c.chairing_agency_id = app.scope_agency())
           OR EXISTS (SELECT 1 FROM conferences_minutespart p WHERE p.minutes_id = conferences_minutes.id));
DROP POLICY minutes_insert ON conferences_minutes;
CREATE POLICY minutes_insert ON conferences_minutes FOR INSERT TO app
    WITH CHECK (made_by_id = app.scope_user()
        AND EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutes.conference_id
                      AND c.chairing_agency_id = app.scope_agency()
                      AND c.state = CASE edition WHEN 'draft' THEN 'convened' ELSE 'finalised' END));
CREATE POLICY minutespart_insert ON conferences_minutespart FOR INSERT TO app
    WITH CHECK (chairing_agency_id = app.scope_agency()
        AND EXISTS (SELECT 1 FROM conferences_minutes m JOIN conferences_conference c ON c.id = m.conference_id
                    WHERE m.id = conferences_minutespart.minutes_id AND c.id = conferences_minutespart.conference_id
                      AND c.chairing_agency_id = app.scope_agency())
        AND (item_id IS NULL OR EXISTS (SELECT 1 FROM conferences_item i
             WHERE i.id = conferences_minutespart.item_id AND i.case_id = conferences_minutespart.case_id
               AND i.conference_id = conferences_minutespart.conference_id)));
DROP FUNCTION app.sees_whole(uuid);

-- A correction is seen by its agency and by the one that chairs; it is written into a draft that is before the agency.
ALTER TABLE conferences_correction ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_correction TO app;
CREATE POLICY correction_select ON conferences_correction FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_correction.conference_id
                     AND app.scope_agency() IN (c.chairing_agency_id, conferences_correction.agency_id))
        AND (item_id IS NULL OR EXISTS (SELECT 1 FROM conferences_item i WHERE i.id = conferences_correction.item_id)));
CREATE POLICY correction_closed ON conferences_correction AS RESTRICTIVE FOR ALL TO app
    USING (case_id IS NULL OR case_id <> ALL (ARRAY(SELECT app.closed_cases())));
CREATE POLICY correction_insert ON conferences_correction FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND made_by_id = app.scope_user()
        AND EXISTS (SELECT 1 FROM conferences_minutespart p JOIN conferences_minutes m ON m.id = p.minutes_id
                    JOIN conferences_conference c ON c.id = p.conference_id
                    WHERE p.minutes_id = conferences_correction.minutes_id AND p.agency_id = app.scope_agency()
                      AND p.conference_id = conferences_correction.conference_id
                      AND p.item_id IS NOT DISTINCT FROM conferences_correction.item_id
                      AND p.case_id IS NOT DISTINCT FROM conferences_correction.case_id
                      AND m.edition = 'draft' AND c.state = 'convened'));
ALTER TABLE conferences_correctionanswer ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_correctionanswer TO app;
CREATE POLICY correctionanswer_select ON conferences_correctionanswer FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_correction r WHERE r.id = conferences_correctionanswer.correction_id));
CREATE POLICY correctionanswer_insert ON conferences_correctionanswer FOR INSERT TO app
    WITH CHECK (answered_by_id = app.scope_user()
        AND EXISTS (SELECT 1 FROM conferences_correction r JOIN conferences_conference c ON c.id = r.conference_id
                    WHERE r.id = conferences_correctionanswer.correction_id
                      AND c.chairing_agency_id = app.scope_agency() AND c.state = 'convened'));

-- A reminder is its person's alone, about what that person may see.
ALTER TABLE conferences_digest ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_digest TO app;
CREATE POLICY digest_select ON conferences_digest FOR SELECT TO app USING (user_id = app.scope_user());
CREATE POLICY digest_insert ON conferences_digest FOR INSERT TO app
    WITH CHECK (user_id = app.scope_user() AND partnership_id = app.scope_partnership());
ALTER TABLE conferences_reminder ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_reminder TO app;
CREATE POLICY reminder_select ON conferences_reminder FOR SELECT TO app USING (user_id = app.scope_user());
CREATE POLICY reminder_insert ON conferences_reminder FOR INSERT TO app
    WITH CHECK (user_id = app.scope_user() AND partnership_id = app.scope_partnership()
        AND EXISTS (SELECT 1 FROM conferences_digest d WHERE d.id = conferences_reminder.digest_id)
        AND (action_id IS NULL OR EXISTS (SELECT 1 FROM conferences_action a WHERE a.id = conferences_reminder.action_id))
        AND (invitation_id IS NULL
             OR EXISTS (SELECT 1 FROM conferences_invitation v WHERE v.id = conferences_reminder.invitation_id)));
ALTER TABLE conferences_reminderchoice ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_reminderchoice TO app;
CREATE POLICY reminderchoice_select ON conferences_reminderchoice FOR SELECT TO app USING (user_id = app.scope_user());
CREATE POLICY reminderchoice_insert ON conferences_reminderchoice FOR INSERT TO app
    WITH CHECK (user_id = app.scope_user());

-- A repeat is the lead agency's to see and to answer; it is noted by the agency that records the incident.
ALTER TABLE conferences_repeat ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_repeat TO app;
CREATE POLICY repeat_select ON conferences_repeat FOR SELECT TO app USING (app.leads(case_id));
CREATE POLICY repeat_insert ON conferences_repeat FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership()
        AND EXISTS (SELECT 1 FROM cases_incident i WHERE i.id = conferences_repeat.incident_id
                      AND i.case_id = conferences_repeat.case_id AND i.agency_id = app.scope_agency()));
CREATE POLICY repeat_closed ON conferences_repeat AS RESTRICTIVE FOR ALL TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases())));
ALTER TABLE conferences_repeatanswer ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_repeatanswer TO app;
CREATE POLICY repeatanswer_select ON conferences_repeatanswer FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_repeat r WHERE r.id = conferences_repeatanswer.repeat_id));
CREATE POLICY repeatanswer_insert ON conferences_repeatanswer FOR INSERT TO app
    WITH CHECK (answered_by_id = app.scope_user()
        AND EXISTS (SELECT 1 FROM conferences_repeat r WHERE r.id = conferences_repeatanswer.repeat_id
                      AND (referral_id IS NULL OR EXISTS (SELECT 1 FROM conferences_agendareferral q
                                                          WHERE q.id = referral_id AND q.case_id = r.case_id))
                      AND (conferences_repeatanswer.conference_id IS NULL OR EXISTS (
                          SELECT 1 FROM conferences_item i
                          WHERE i.conference_id = conferences_repeatanswer.conference_id AND i.case_id = r.case_id))));

-- What is due at the next meeting gets its day from that meeting, whoever took it: the agency that chairs both says so.
CREATE FUNCTION app.set_due_day(asked uuid) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        UPDATE public.conferences_action a SET due_on = (n.held_at AT TIME ZONE 'Europe/London')::date
        FROM public.conferences_conference n, public.conferences_item i, public.conferences_conference c
        WHERE n.id = asked AND n.chairing_agency_id = app.scope_agency() AND n.partnership_id = app.scope_partnership()
          AND i.id = a.item_id AND c.id = i.conference_id AND c.partnership_id = n.partnership_id
          AND a.due_at_next_meeting AND a.state = 'open' AND c.held_at < n.held_at
          AND (c.panel_id = n.panel_id OR EXISTS (SELECT 1 FROM public.conferences_item j
                                                  WHERE j.conference_id = n.id AND j.case_id = a.case_id))
          -- The next meeting, not a later one.
          AND NOT EXISTS (SELECT 1 FROM public.conferences_conference b
                          WHERE b.partnership_id = n.partnership_id AND b.state <> 'called_off' AND b.id <> n.id
                            AND b.held_at > c.held_at AND b.held_at < n.held_at
                            AND (b.panel_id = c.panel_id OR EXISTS (
                                SELECT 1 FROM public.conferences_item k
                                WHERE k.conference_id = b.id AND k.case_id = a.case_id)));
    END;
REVOKE ALL ON FUNCTION app.set_due_day(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.set_due_day(uuid) TO app;
