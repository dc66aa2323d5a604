-- The list follows the minutes: the agency that chaired says how an agreed action reads after an amendment, while nobody
-- has answered it. It stays with those who take part in its item.
CREATE FUNCTION app.amend_action(asked uuid, new_task text, new_agency uuid, new_due date, new_at_next boolean)
    RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH amended AS (
            UPDATE public.conferences_action a
            SET task = new_task, due_on = new_due, due_at_next_meeting = new_at_next,
                person_id = CASE WHEN a.agency_id = new_agency THEN a.person_id END, agency_id = new_agency
            FROM public.conferences_item i, public.conferences_conference c
            WHERE a.id = asked AND i.id = a.item_id AND c.id = i.conference_id
              AND a.state = 'open' AND a.agreed_at IS NOT NULL AND c.state = 'finalised'
              AND c.chairing_agency_id = app.scope_agency() AND c.partnership_id = app.scope_partnership()
              AND a.case_id <> ALL (ARRAY(SELECT app.closed_cases()))
              AND i.id <> ALL (ARRAY(SELECT app.recused_items()))
              AND (new_agency = c.chairing_agency_id OR EXISTS (
                  SELECT 1 FROM public.conferences_invitation v
                  WHERE v.item_id = i.id AND v.agency_id = new_agency AND v.withdrawn_at IS NULL))
            RETURNING a.id)
        SELECT EXISTS (SELECT 1 FROM amended);
    END;
REVOKE ALL ON FUNCTION app.amend_action(uuid, text, uuid, date, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.amend_action(uuid, text, uuid, date, boolean) TO app;
