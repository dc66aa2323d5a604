-- Finalised minutes are fixed, an invitation ends with the access that came with it, and an action belongs to its owner
-- only when it has been agreed.

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

-- A convened conference may become finalised or called off; neither ever changes again.
DROP POLICY conference_update ON conferences_conference;
CREATE POLICY conference_update ON conferences_conference FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND chairing_agency_id = app.scope_agency() AND state = 'convened')
    WITH CHECK (partnership_id = app.scope_partnership() AND chairing_agency_id = app.scope_agency());

DROP POLICY minutes_insert ON conferences_minutes;
CREATE POLICY minutes_insert ON conferences_minutes FOR INSERT TO app
    WITH CHECK (EXISTS (SELECT 1 FROM conferences_conference c WHERE c.id = conferences_minutes.conference_id
        AND c.chairing_agency_id = app.scope_agency() AND c.state = 'finalised'));

GRANT UPDATE (agreed_at) ON conferences_action TO app;
DROP POLICY action_select ON conferences_action;
CREATE POLICY action_select ON conferences_action FOR SELECT TO app
    USING (partnership_id = app.scope_partnership()
        AND (lead_agency_id = app.scope_agency() OR (agency_id = app.scope_agency() AND agreed_at IS NOT NULL)));

-- The lead agency agrees an action, its owner answers it, once.
DROP POLICY action_update ON conferences_action;
CREATE POLICY action_update ON conferences_action FOR UPDATE TO app
    USING (partnership_id = app.scope_partnership() AND state = 'open'
        AND ((lead_agency_id = app.scope_agency() AND agreed_at IS NULL)
             OR (agency_id = app.scope_agency() AND agreed_at IS NOT NULL)))
    WITH CHECK (partnership_id = app.scope_partnership()
        AND (lead_agency_id = app.scope_agency() OR agency_id = app.scope_agency()));

-- Who else is asked to a conference: those who are asked may know it. A policy cannot say this, because the policy on
-- conferences looks at invitations already.
CREATE FUNCTION app.agencies_invited(asked uuid) RETURNS TABLE (agency_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT i.agency_id FROM public.conferences_invitation i
        JOIN public.conferences_conference c ON c.id = i.conference_id
        WHERE i.conference_id = asked AND i.withdrawn_at IS NULL AND c.partnership_id = app.scope_partnership()
          AND (c.chairing_agency_id = app.scope_agency() OR EXISTS (
              SELECT 1 FROM public.conferences_invitation mine
              JOIN public.cases_caseaccess a ON a.id = mine.access_id
              WHERE mine.conference_id = asked AND mine.agency_id = app.scope_agency() AND mine.withdrawn_at IS NULL
                AND mine.chairing_agency_id = c.chairing_agency_id AND a.agency_id = app.scope_agency()
                AND a.live_from <= statement_timestamp()
                AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
                AND a.revoked_at IS NULL));
    END;
REVOKE ALL ON FUNCTION app.agencies_invited(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.agencies_invited(uuid) TO app;
