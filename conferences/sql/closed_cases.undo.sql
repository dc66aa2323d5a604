CREATE OR REPLACE FUNCTION app.agencies_invited(asked uuid) RETURNS TABLE (agency_id uuid)
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
DROP POLICY action_closed ON conferences_action;
DROP POLICY item_closed ON conferences_item;
DROP POLICY invitation_closed ON conferences_invitation;
DROP POLICY conference_closed ON conferences_conference;
DROP FUNCTION app.closed_conferences();
