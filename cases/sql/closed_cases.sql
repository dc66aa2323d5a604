-- Restricted cases, walls and personal access (docs/decisions/0013). A case is closed to a person who is walled off
-- from it, and, while it is restricted, to everybody who is not named. What is closed does not exist for that person:
-- one restrictive policy on each table that carries a case says so, whatever the other policies would let through.

ALTER TABLE cases_restriction ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_restriction TO app;
GRANT UPDATE (lifted_at, lifted_by_id) ON cases_restriction TO app;
ALTER TABLE cases_caseuserobjectpermission ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON cases_caseuserobjectpermission TO app;
ALTER TABLE cases_wall ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_wall TO app;
GRANT UPDATE (lifted_at, lifted_by_id) ON cases_wall TO app;
ALTER TABLE cases_emergencyaccess ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_emergencyaccess TO app;
GRANT UPDATE (verdict, review_note, reviewed_at, reviewed_by_id) ON cases_emergencyaccess TO app;

-- The app role has no right on these views: the functions below read them as the owner.

-- The roles that hold today, as `Membership.objects.live` says.
CREATE VIEW app.live_roles WITH (security_invoker = true) AS
    SELECT m.user_id, m.agency_id, m.partnership_id, m.role
    FROM public.partners_membership m JOIN public.partners_user u ON u.id = m.user_id
    WHERE u.is_active AND m.ended_at IS NULL
      AND m.since <= (statement_timestamp() AT TIME ZONE 'Europe/London')::date
      AND (m.until IS NULL OR m.until >= (statement_timestamp() AT TIME ZONE 'Europe/London')::date)
      AND EXISTS (SELECT 1 FROM public.partners_seat s
                  WHERE s.agency_id = m.agency_id AND s.partnership_id = m.partnership_id AND s.until IS NULL);

-- Who is let into a restricted case: the people who were named; for as long as it lasts whoever has an access of their
-- own; and, when nobody named is left in the lead agency, its Responsible Persons, so that no case is lost for ever.
CREATE VIEW app.named_people WITH (security_invoker = true) AS
    SELECT g.content_object_id AS case_id, g.user_id, true AS is_standing
    FROM public.cases_caseuserobjectpermission g JOIN public.auth_permission p ON p.id = g.permission_id
    WHERE p.codename = 'read_restricted_case'
    UNION ALL
    SELECT a.case_id, a.user_id, false
    FROM public.cases_caseaccess a
    WHERE a.user_id IS NOT NULL AND a.live_from <= statement_timestamp()
      AND (a.live_until IS NULL OR a.live_until > statement_timestamp()) AND a.revoked_at IS NULL
    UNION ALL
    SELECT c.id, w.user_id, true
    FROM public.cases_restriction r JOIN public.cases_case c ON c.id = r.case_id
    JOIN app.live_roles w ON w.agency_id = c.lead_agency_id AND w.partnership_id = c.partnership_id
    WHERE r.lifted_at IS NULL AND w.role = 'responsible_person' AND NOT EXISTS (
        SELECT 1 FROM public.cases_caseuserobjectpermission g
        JOIN public.auth_permission p ON p.id = g.permission_id AND p.codename = 'read_restricted_case'
        JOIN app.live_roles n ON n.user_id = g.user_id AND n.role IN ('caseworker', 'chair', 'responsible_person')
        WHERE g.content_object_id = c.id AND n.agency_id = c.lead_agency_id AND n.partnership_id = c.partnership_id
          AND NOT EXISTS (SELECT 1 FROM public.cases_wall x
                          WHERE x.case_id = c.id AND x.user_id = g.user_id AND x.lifted_at IS NULL));

-- From which cases each person is kept away, so that nobody is told of what they cannot see.
CREATE VIEW app.people_kept_away WITH (security_invoker = true) AS
    SELECT w.case_id, w.user_id, true AS is_walled FROM public.cases_wall w WHERE w.lifted_at IS NULL
    UNION ALL
    SELECT r.case_id, m.user_id, false
    FROM public.cases_restriction r JOIN public.partners_membership m ON m.partnership_id = r.partnership_id
    WHERE r.lifted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM app.named_people n WHERE n.case_id = r.case_id AND n.user_id = m.user_id);

CREATE FUNCTION app.walled_cases() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT w.case_id FROM public.cases_wall w WHERE w.user_id = app.scope_user() AND w.lifted_at IS NULL;
    END;
REVOKE ALL ON FUNCTION app.walled_cases() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.walled_cases() TO app;

-- Work that no person started is nobody's: to it every restricted case is closed. Where a scope names a person and no
-- partnership (sending an e-mail), the restrictions of all partnerships count.
CREATE FUNCTION app.closed_cases() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT w.case_id FROM public.cases_wall w WHERE w.user_id = app.scope_user() AND w.lifted_at IS NULL
        UNION ALL
        SELECT r.case_id FROM public.cases_restriction r
        WHERE r.lifted_at IS NULL AND (r.partnership_id = app.scope_partnership() OR app.scope_partnership() IS NULL)
          AND NOT EXISTS (SELECT 1 FROM app.named_people n
                          WHERE n.case_id = r.case_id AND n.user_id = app.scope_user());
    END;
REVOKE ALL ON FUNCTION app.closed_cases() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.closed_cases() TO app;

-- Whether the person monitors: told of every incident of the partnership, coded facts alone.
CREATE FUNCTION app.scope_monitors() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT EXISTS (SELECT 1 FROM app.live_roles m WHERE m.user_id = app.scope_user() AND m.role = 'monitor');
    END;
REVOKE ALL ON FUNCTION app.scope_monitors() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.scope_monitors() TO app;

-- The same by reference, for what outlives its case. Oversight (auditors, monitors) is stopped by a wall alone.
CREATE FUNCTION app.closed_references(for_oversight boolean) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT c.reference::text FROM public.cases_case c
        WHERE c.id = ANY (ARRAY(SELECT app.walled_cases()))
           OR (NOT for_oversight AND c.id = ANY (ARRAY(SELECT app.closed_cases())));
    END;
REVOKE ALL ON FUNCTION app.closed_references(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.closed_references(boolean) TO app;

-- Whom not to tell of a case.
CREATE FUNCTION app.kept_away_from(asked uuid, by_walls_alone boolean) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT k.user_id FROM app.people_kept_away k JOIN public.cases_case c ON c.id = k.case_id
        WHERE k.case_id = asked AND c.partnership_id = app.scope_partnership() AND (k.is_walled OR NOT by_walls_alone);
    END;
REVOKE ALL ON FUNCTION app.kept_away_from(uuid, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.kept_away_from(uuid, boolean) TO app;

CREATE OR REPLACE FUNCTION app.leads(asked uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT asked <> ALL (ARRAY(SELECT app.closed_cases()))
           AND EXISTS (SELECT 1 FROM public.cases_case c
                       WHERE c.id = asked AND c.lead_agency_id = app.scope_agency()
                         AND c.partnership_id = app.scope_partnership());
    END;

-- Who says who else may see a case: the lead agency, and of a restricted case its named people. Whoever is in by an
-- emergency cannot, or an hour would become a day.
CREATE FUNCTION app.says_who_sees(asked uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT app.leads(asked)
           AND (NOT EXISTS (SELECT 1 FROM public.cases_restriction r WHERE r.case_id = asked AND r.lifted_at IS NULL)
                OR EXISTS (SELECT 1 FROM app.named_people n
                           WHERE n.case_id = asked AND n.user_id = app.scope_user() AND n.is_standing));
    END;
REVOKE ALL ON FUNCTION app.says_who_sees(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.says_who_sees(uuid) TO app;

CREATE OR REPLACE FUNCTION app.accept_offer(asked uuid) RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH begun AS (
            UPDATE public.cases_caseaccess SET live_from = statement_timestamp()
            WHERE id = asked AND agency_id = app.scope_agency() AND partnership_id = app.scope_partnership()
              AND live_from IS NULL AND revoked_at IS NULL
              AND (live_until IS NULL OR live_until > statement_timestamp())
              AND case_id <> ALL (ARRAY(SELECT app.closed_cases()))
            RETURNING 1)
        SELECT EXISTS (SELECT 1 FROM begun);
    END;

CREATE OR REPLACE FUNCTION app.monitored_incidents()
    RETURNS TABLE (reference text, recorded_on date, strands text[], area text, decision_due_on date, decided boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT c.reference, i.recorded_on, i.strands, i.area, c.decision_due_on, c.state NOT IN ('new', 'assessed')
        FROM public.cases_incident i JOIN public.cases_case c ON c.id = i.case_id
        WHERE i.partnership_id = app.scope_partnership() AND c.id <> ALL (ARRAY(SELECT app.walled_cases()))
          AND EXISTS (SELECT 1 FROM public.partners_seat s
                      WHERE s.partnership_id = app.scope_partnership() AND s.agency_id = app.scope_agency()
                        AND s.is_monitoring AND (s.until IS NULL OR s.until >= current_date));
    END;

-- A notice of a case that has been closed to its person meanwhile waits no longer: nobody may claim it.
CREATE OR REPLACE FUNCTION app.waiting_notices(most integer) RETURNS TABLE (id uuid, user_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT n.id, n.user_id FROM public.partners_notice n
        WHERE n.emailed_at IS NULL AND n.email_attempts < 8
          AND (n.email_leased_until IS NULL OR n.email_leased_until < statement_timestamp())
          AND NOT EXISTS (SELECT 1 FROM app.people_kept_away k JOIN public.cases_case c ON c.id = k.case_id
                          WHERE c.reference = n.subject AND k.user_id = n.user_id
                            AND (k.is_walled OR NOT EXISTS (SELECT 1 FROM app.live_roles m
                                                            WHERE m.user_id = n.user_id AND m.role = 'monitor')))
        ORDER BY n.created_at LIMIT most;
    END;

-- What the tables that carry a case say to those to whom it is closed.
CREATE POLICY case_closed ON cases_case AS RESTRICTIVE FOR ALL TO app
    USING (id <> ALL (ARRAY(SELECT app.closed_cases())));
CREATE POLICY access_closed ON cases_caseaccess AS RESTRICTIVE FOR ALL TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases())));
CREATE POLICY event_closed ON audit_event AS RESTRICTIVE FOR SELECT TO app
    USING (subject <> ALL (ARRAY(SELECT app.closed_references(app.scope_has_role('auditor')))));
CREATE POLICY notice_closed ON partners_notice AS RESTRICTIVE FOR SELECT TO app
    USING (subject <> ALL (ARRAY(SELECT app.closed_references(app.scope_monitors()))));

-- An access of one person is seen by that person and by the agency that gave it, not by the person's colleagues; the
-- one that an emergency opens is written by its own function alone.
ALTER POLICY access_select ON cases_caseaccess
    USING (partnership_id = app.scope_partnership()
           AND (granted_by_agency_id = app.scope_agency()
                OR (agency_id = app.scope_agency() AND (user_id IS NULL OR user_id = app.scope_user()))));
ALTER POLICY access_insert ON cases_caseaccess
    WITH CHECK (partnership_id = app.scope_partnership() AND granted_by_agency_id = app.scope_agency()
                AND reason <> 'emergency' AND app.leads(case_id));

CREATE POLICY restriction_select ON cases_restriction FOR SELECT TO app USING (app.leads(case_id));
CREATE POLICY restriction_insert ON cases_restriction FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND restricted_by_id = app.scope_user()
                AND app.says_who_sees(case_id));
CREATE POLICY restriction_update ON cases_restriction FOR UPDATE TO app
    USING (lifted_at IS NULL AND app.says_who_sees(case_id)) WITH CHECK (app.says_who_sees(case_id));

CREATE POLICY named_select ON cases_caseuserobjectpermission FOR SELECT TO app
    USING (app.leads(content_object_id) OR (user_id = app.scope_user() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_caseuserobjectpermission.content_object_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL)));
CREATE POLICY named_insert ON cases_caseuserobjectpermission FOR INSERT TO app
    WITH CHECK (app.says_who_sees(content_object_id));
CREATE POLICY named_delete ON cases_caseuserobjectpermission FOR DELETE TO app
    USING (app.says_who_sees(content_object_id));

-- The walled person sees no row of the wall: it would say that there is a case.
CREATE POLICY wall_select ON cases_wall FOR SELECT TO app USING (app.leads(case_id));
CREATE POLICY wall_insert ON cases_wall FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND made_by_id = app.scope_user()
                AND (app.says_who_sees(case_id) OR (user_id = app.scope_user() AND EXISTS (
                    SELECT 1 FROM cases_caseaccess a
                    WHERE a.case_id = cases_wall.case_id AND a.agency_id = app.scope_agency()
                      AND a.partnership_id = app.scope_partnership()
                      AND a.live_from <= statement_timestamp()
                      AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
                      AND a.revoked_at IS NULL))));
CREATE POLICY wall_update ON cases_wall FOR UPDATE TO app
    USING (lifted_at IS NULL AND app.says_who_sees(case_id)) WITH CHECK (app.says_who_sees(case_id));

-- A use is seen by the lead agency, and by whoever made it as long as the case is not closed to them; it is signed off
-- by another.
CREATE POLICY emergency_select ON cases_emergencyaccess FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
           AND (app.leads(case_id)
                OR (user_id = app.scope_user() AND case_id <> ALL (ARRAY(SELECT app.closed_cases())))));
CREATE POLICY emergency_update ON cases_emergencyaccess FOR UPDATE TO app
    USING (reviewed_at IS NULL AND user_id <> app.scope_user() AND app.says_who_sees(case_id))
    WITH CHECK (reviewed_by_id = app.scope_user() AND app.says_who_sees(case_id));

-- How often the person has tried to open a case in an emergency in the last hour, whether or not there was one.
CREATE FUNCTION app.emergency_attempts() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT count(*) FROM public.audit_event e
        WHERE e.partnership_id = app.scope_partnership() AND e.user_id = app.scope_user()
          AND e.at > statement_timestamp() - interval '1 hour' AND e.verb IN ('emergency.open', 'emergency.refuse');
    END;
REVOKE ALL ON FUNCTION app.emergency_attempts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.emergency_attempts() TO app;

-- Opens one case to one person for at most an hour and returns its key; nothing when there is no such case in the
-- partnership, when the person is walled off from it, has it open already, or cannot take part in casework.
CREATE FUNCTION app.open_in_emergency(asked text, why text, minutes integer) RETURNS uuid
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH found AS (
            SELECT c.id, c.reference, c.partnership_id, c.lead_agency_id, c.opened_on, a.sections
            FROM public.cases_case c
            JOIN public.cases_caseaccess a ON a.case_id = c.id AND a.reason = 'lead' AND a.revoked_at IS NULL
            WHERE c.reference = asked AND c.partnership_id = app.scope_partnership()
              AND c.id <> ALL (ARRAY(SELECT app.walled_cases()))
              AND EXISTS (SELECT 1 FROM app.live_roles m
                          WHERE m.user_id = app.scope_user() AND m.agency_id = app.scope_agency()
                            AND m.partnership_id = app.scope_partnership()
                            AND m.role IN ('caseworker', 'chair', 'representative', 'responsible_person'))
              AND NOT EXISTS (SELECT 1 FROM public.cases_caseaccess b
                              WHERE b.case_id = c.id AND b.user_id = app.scope_user() AND b.reason = 'emergency'
                                AND b.live_until > statement_timestamp() AND b.revoked_at IS NULL)),
        opened AS (
            INSERT INTO public.cases_caseaccess (id, case_id, partnership_id, agency_id, user_id, granted_by_agency_id,
                                                 granted_by_id, granted_at, opened_on, sections, reason, legal_gateway,
                                                 live_from, live_until)
            SELECT gen_random_uuid(), f.id, f.partnership_id, app.scope_agency(), app.scope_user(), f.lead_agency_id,
                   app.scope_user(), statement_timestamp(), f.opened_on, f.sections, 'emergency', 'vital_interests',
                   statement_timestamp(), statement_timestamp() + make_interval(mins => minutes)
            FROM found f
            RETURNING id, case_id, partnership_id, agency_id, user_id, live_from, live_until),
        written AS (
            INSERT INTO public.cases_emergencyaccess (id, case_id, case_reference, partnership_id, agency_id, user_id,
                                                      access_id, reason, opened_at, ends_at, verdict, review_note)
            SELECT gen_random_uuid(), o.case_id, asked, o.partnership_id, o.agency_id, o.user_id, o.id, why,
                   o.live_from, o.live_until, '', ''
            FROM opened o
            RETURNING case_id)
        SELECT case_id FROM written;
    END;
REVOKE ALL ON FUNCTION app.open_in_emergency(text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.open_in_emergency(text, text, integer) TO app;
