DROP FUNCTION app.set_due_day(uuid);
DROP POLICY repeatanswer_insert ON conferences_repeatanswer;
DROP POLICY repeatanswer_select ON conferences_repeatanswer;
REVOKE ALL ON conferences_repeatanswer FROM app;
ALTER TABLE conferences_repeatanswer DISABLE ROW LEVEL SECURITY;
DROP POLICY repeat_closed ON conferences_repeat;
DROP POLICY repeat_insert ON conferences_repeat;
DROP POLICY repeat_select ON conferences_repeat;
REVOKE ALL ON conferences_repeat FROM app;
ALTER TABLE conferences_repeat DISABLE ROW LEVEL SECURITY;
DROP POLICY reminderchoice_insert ON conferences_reminderchoice;
DROP POLICY reminderchoice_select ON conferences_reminderchoice;
REVOKE ALL ON conferences_reminderchoice FROM app;
ALTER TABLE conferences_reminderchoice DISABLE ROW LEVEL SECURITY;
DROP POLICY reminder_insert ON conferences_reminder;
DROP POLICY reminder_select ON conferences_reminder;
REVOKE ALL ON conferences_reminder FROM app;
ALTER TABLE conferences_reminder DISABLE ROW LEVEL SECURITY;
DROP POLICY digest_insert ON conferences_digest;
DROP POLICY digest_select ON conferences_digest;
REVOKE ALL ON conferences_digest FROM app;
ALTER TABLE conferences_digest DISABLE ROW LEVEL SECURITY;
DROP POLICY correctionanswer_insert ON conferences_correctionanswer;
DROP POLICY correctionanswer_select ON conferences_correctionanswer;
REVOKE ALL ON conferences_correctionanswer FROM app;
ALTER TABLE conferences_correctionanswer DISABLE ROW LEVEL SECURITY;
DROP POLICY correction_insert ON conferences_correction;
DROP POLICY correction_closed ON conferences_correction;
DROP POLICY correction_select ON conferences_correction;
REVOKE ALL ON conferences_correction FROM app;
ALTER TABLE conferences_correction DISABLE ROW LEVEL SECURITY;
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
DROP POLICY minutespart_insert ON conferences_minutespart;
DROP POLICY minutes_insert ON conferences_minutes;
CREATE POLICY minutes_insert ON conferences_minutes FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutes.conference_id
        AND c.chairing_agency_id = app.scope_agency() AND c.state = 'finalised'));
DROP POLICY minutes_select ON conferences_minutes;
CREATE POLICY minutes_select ON conferences_minutes FOR SELECT TO app
    USING (app.sees_whole(conference_id)
           AND EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutes.conference_id));
DROP POLICY minutespart_closed ON conferences_minutespart;
DROP POLICY minutespart_select ON conferences_minutespart;
REVOKE ALL ON conferences_minutespart FROM app;
ALTER TABLE conferences_minutespart DISABLE ROW LEVEL SECURITY;
