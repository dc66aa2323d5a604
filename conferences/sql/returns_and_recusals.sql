-- Research returns, recusals, and what the day's screen writes (docs/decisions/0024, 0025).

-- The items that a person has stepped out of. For that person they are gone: a restrictive policy says so.
CREATE FUNCTION app.recused_items() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT r.item_id FROM public.conferences_recusal r
        WHERE r.user_id = app.scope_user() AND r.lifted_at IS NULL;
    END;
REVOKE ALL ON FUNCTION app.recused_items() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.recused_items() TO app;

CREATE POLICY item_recused ON conferences_item AS RESTRICTIVE FOR ALL TO app
    USING (id <> ALL (ARRAY(SELECT app.recused_items())));
CREATE POLICY action_recused ON conferences_action AS RESTRICTIVE FOR ALL TO app
    USING (item_id <> ALL (ARRAY(SELECT app.recused_items())));
CREATE POLICY item_history_recused ON conferences_itemhistory AS RESTRICTIVE FOR ALL TO app
    USING (id <> ALL (ARRAY(SELECT app.recused_items())));
CREATE POLICY action_history_recused ON conferences_actionhistory AS RESTRICTIVE FOR ALL TO app
    USING (item_id <> ALL (ARRAY(SELECT app.recused_items())));

-- A recusal is seen by whoever sees its item, so not by the person it is about. Who chairs writes it, and everybody
-- their own.
ALTER TABLE conferences_recusal ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_recusal TO app;
GRANT UPDATE (lifted_at, lifted_by_id) ON conferences_recusal TO app;
CREATE POLICY recusal_select ON conferences_recusal FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_item i WHERE i.id = conferences_recusal.item_id));
CREATE POLICY recusal_insert ON conferences_recusal FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND recused_by_id = app.scope_user() AND lifted_at IS NULL
        AND (chairing_agency_id = app.scope_agency()
             OR (user_id = app.scope_user() AND agency_id = app.scope_agency()))
        AND EXISTS (SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
                    WHERE i.id = conferences_recusal.item_id AND i.case_id = conferences_recusal.case_id
                      AND c.chairing_agency_id = conferences_recusal.chairing_agency_id AND c.state = 'convened'));
CREATE POLICY recusal_update ON conferences_recusal FOR UPDATE TO app
    USING (chairing_agency_id = app.scope_agency() AND lifted_at IS NULL)
    WITH CHECK (chairing_agency_id = app.scope_agency() AND lifted_by_id = app.scope_user());

-- A return is its agency's alone until it is released, and again when it has been taken back; nobody has it without
-- the item.
ALTER TABLE conferences_researchreturn ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON conferences_researchreturn TO app;
GRANT UPDATE (answer, says_withheld, released_at, released_by_id, taken_back_at, taken_back_by_id)
    ON conferences_researchreturn TO app;
CREATE POLICY return_select ON conferences_researchreturn FOR SELECT TO app
    USING ((agency_id = app.scope_agency() OR (released_at IS NOT NULL AND taken_back_at IS NULL))
        AND EXISTS (SELECT 1 FROM conferences_item i WHERE i.id = conferences_researchreturn.item_id));
CREATE POLICY return_insert ON conferences_researchreturn FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND agency_id = app.scope_agency() AND released_at IS NULL
        AND EXISTS (SELECT 1 FROM conferences_item i JOIN conferences_conference c ON c.id = i.conference_id
                    WHERE i.id = conferences_researchreturn.item_id AND i.case_id = conferences_researchreturn.case_id
                      AND c.partnership_id = conferences_researchreturn.partnership_id AND c.state = 'convened'));
CREATE POLICY return_update ON conferences_researchreturn FOR UPDATE TO app
    USING (agency_id = app.scope_agency() AND taken_back_at IS NULL
        AND EXISTS (SELECT 1 FROM conferences_item i WHERE i.id = conferences_researchreturn.item_id))
    WITH CHECK (agency_id = app.scope_agency());

-- What others may have read stays as they read it. A policy cannot compare the row with what it was.
CREATE FUNCTION app.check_released_return() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD.released_at IS NOT NULL
       AND (NEW.answer, NEW.says_withheld, NEW.released_at, NEW.released_by_id)
           IS DISTINCT FROM (OLD.answer, OLD.says_withheld, OLD.released_at, OLD.released_by_id) THEN
        RAISE EXCEPTION 'A released return does not change.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION app.check_released_return() FROM PUBLIC;
CREATE TRIGGER check_released_return BEFORE UPDATE ON conferences_researchreturn
    FOR EACH ROW EXECUTE FUNCTION app.check_released_return();

-- A statement comes with its return; of another agency's only what it shares. It changes while the return is a draft.
ALTER TABLE conferences_statement ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON conferences_statement TO app;
GRANT UPDATE (kind, text, source, dated_on, is_shared, legal_gateway, withheld_because) ON conferences_statement TO app;
CREATE POLICY statement_select ON conferences_statement FOR SELECT TO app
    USING ((agency_id = app.scope_agency() OR is_shared)
        AND EXISTS (SELECT 1 FROM conferences_researchreturn r WHERE r.id = conferences_statement.research_return_id));
CREATE POLICY statement_insert ON conferences_statement FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency()
        AND EXISTS (SELECT 1 FROM conferences_researchreturn r
                    WHERE r.id = conferences_statement.research_return_id AND r.agency_id = app.scope_agency()
                      AND r.released_at IS NULL));
CREATE POLICY statement_update ON conferences_statement FOR UPDATE TO app
    USING (EXISTS (SELECT 1 FROM conferences_researchreturn r
                   WHERE r.id = conferences_statement.research_return_id AND r.agency_id = app.scope_agency()
                     AND r.released_at IS NULL))
    WITH CHECK (agency_id = app.scope_agency());
CREATE POLICY statement_delete ON conferences_statement FOR DELETE TO app
    USING (EXISTS (SELECT 1 FROM conferences_researchreturn r
                   WHERE r.id = conferences_statement.research_return_id AND r.agency_id = app.scope_agency()
                     AND r.released_at IS NULL));

-- The history of these tables has their walls. Of a return, and of a statement, it is for its own agency alone.
ALTER TABLE conferences_recusalhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_recusalhistory TO app;
CREATE POLICY recusal_history_select ON conferences_recusalhistory FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM conferences_item i WHERE i.id = conferences_recusalhistory.item_id));
ALTER TABLE conferences_researchreturnhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_researchreturnhistory TO app;
CREATE POLICY return_history_select ON conferences_researchreturnhistory FOR SELECT TO app
    USING (agency_id = app.scope_agency()
        AND EXISTS (SELECT 1 FROM conferences_item i WHERE i.id = conferences_researchreturnhistory.item_id));
ALTER TABLE conferences_statementhistory ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON conferences_statementhistory TO app;
CREATE POLICY statement_history_select ON conferences_statementhistory FOR SELECT TO app
    USING (agency_id = app.scope_agency()
        AND EXISTS (SELECT 1 FROM conferences_researchreturn r
                    WHERE r.id = conferences_statementhistory.research_return_id));

-- What the schedule of reminders needs, and no more. It acts for a partnership and for nobody in it. An agency is
-- reminded once, of an item that it sees now, when no return of it stands.
CREATE FUNCTION app.claim_return_reminders(days_before integer, most integer)
    RETURNS TABLE (item_id uuid, case_id uuid, reference text, lead_agency_id uuid, agency_id uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH due AS (
            SELECT v.id FROM public.conferences_invitation v
            JOIN public.conferences_conference c ON c.id = v.conference_id
            JOIN public.conferences_item i ON i.id = v.item_id
            JOIN public.cases_case k ON k.id = i.case_id
            WHERE c.partnership_id = app.scope_partnership()
              AND app.scope_agency() IS NULL AND app.scope_user() IS NULL
              AND v.return_reminded_at IS NULL AND v.withdrawn_at IS NULL
              AND (v.access_id IS NOT NULL OR k.lead_agency_id = v.agency_id)
              AND c.state = 'convened' AND c.agenda_published_at IS NOT NULL AND c.held_at > statement_timestamp()
              AND coalesce(c.returns_due_on,
                           greatest((c.held_at AT TIME ZONE 'Europe/London')::date - 3,
                                    (c.agenda_published_at AT TIME ZONE 'Europe/London')::date)) - days_before
                  <= (statement_timestamp() AT TIME ZONE 'Europe/London')::date
              AND NOT EXISTS (SELECT 1 FROM public.conferences_researchreturn r
                              WHERE r.item_id = v.item_id AND r.agency_id = v.agency_id
                                AND r.released_at IS NOT NULL AND r.taken_back_at IS NULL)
            ORDER BY c.held_at, v.id LIMIT most FOR UPDATE OF v SKIP LOCKED),
        claimed AS (
            UPDATE public.conferences_invitation v SET return_reminded_at = statement_timestamp()
            FROM due WHERE v.id = due.id
            RETURNING v.item_id, v.agency_id)
        SELECT claimed.item_id, i.case_id, k.reference::text, k.lead_agency_id, claimed.agency_id
        FROM claimed JOIN public.conferences_item i ON i.id = claimed.item_id
        JOIN public.cases_case k ON k.id = i.case_id;
    END;
REVOKE ALL ON FUNCTION app.claim_return_reminders(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.claim_return_reminders(integer, integer) TO app;

-- The day's screen: each box of the notes counts its own versions, and the minutes of an item are counted.
GRANT UPDATE (returns_due_on) ON conferences_conference TO app;
