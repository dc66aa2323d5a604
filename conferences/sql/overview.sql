-- The overview of conferences, in counts alone: of the whole partnership for who manages it, else of the conferences that
-- the scope's agency chairs. `returns_before` days before the meeting returns are due, when no other day was set.
CREATE FUNCTION app.conference_figures(since date, returns_before integer)
    RETURNS TABLE (measure text, agency_id uuid, figure bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH chaired AS (
            SELECT c.*, (c.held_at AT TIME ZONE 'Europe/London')::date AS held_on
            FROM public.conferences_conference c
            WHERE c.partnership_id = app.scope_partnership()
              AND (c.chairing_agency_id = app.scope_agency() OR app.scope_has_role('manager'))
              AND (c.held_at AT TIME ZONE 'Europe/London')::date >= since
        ), held AS (SELECT * FROM chaired WHERE state = 'finalised'),
        asked AS (
            SELECT DISTINCT v.conference_id, v.agency_id FROM public.conferences_invitation v JOIN held h ON h.id = v.conference_id
            WHERE v.withdrawn_at IS NULL
        ), wanted AS (
            SELECT v.item_id, v.agency_id,
                   coalesce(c.returns_due_on, greatest(c.held_on - returns_before,
                            (c.agenda_published_at AT TIME ZONE 'Europe/London')::date)) AS due_on
            FROM public.conferences_invitation v JOIN chaired c ON c.id = v.conference_id
            WHERE v.withdrawn_at IS NULL AND c.agenda_published_at IS NOT NULL AND c.state <> 'called_off'
        ), answered AS (
            SELECT w.agency_id, w.due_on, min((r.released_at AT TIME ZONE 'Europe/London')::date) AS came_on
            FROM wanted w LEFT JOIN public.conferences_researchreturn r
                 ON r.item_id = w.item_id AND r.agency_id = w.agency_id AND r.released_at IS NOT NULL
            WHERE w.due_on < (statement_timestamp() AT TIME ZONE 'Europe/London')::date
            GROUP BY w.item_id, w.agency_id, w.due_on
        ), agreed AS (
            SELECT a.state, a.due_on, (statement_timestamp() AT TIME ZONE 'Europe/London')::date
                   - (a.agreed_at AT TIME ZONE 'Europe/London')::date AS age
            FROM public.conferences_action a JOIN public.conferences_item i ON i.id = a.item_id
            JOIN held h ON h.id = i.conference_id WHERE a.agreed_at IS NOT NULL
        ), heard AS (
            SELECT h.held_on - (r.referred_at AT TIME ZONE 'Europe/London')::date AS days
            FROM public.conferences_agendareferral r JOIN public.conferences_item i ON i.id = r.item_id
            JOIN held h ON h.id = i.conference_id WHERE r.state = 'placed'
        )
        SELECT 'coming', NULL::uuid, count(*) FROM chaired WHERE state = 'convened'
        UNION ALL SELECT 'held', NULL, count(*) FROM held
        UNION ALL SELECT 'called_off', NULL, count(*) FROM chaired WHERE state = 'called_off'
        UNION ALL SELECT 'cases_heard', NULL, count(*) FROM public.conferences_item i JOIN held h ON h.id = i.conference_id
        UNION ALL SELECT 'asked', a.agency_id, count(*) FROM asked a GROUP BY 2
        UNION ALL SELECT 'came', a.agency_id, count(*) FROM asked a
            WHERE EXISTS (SELECT 1 FROM public.conferences_attendance p WHERE p.conference_id = a.conference_id
                            AND p.agency_id = a.agency_id AND p.presence = 'present') GROUP BY 2
        UNION ALL SELECT 'apologised', a.agency_id, count(*) FROM asked a
            WHERE NOT EXISTS (SELECT 1 FROM public.conferences_attendance p WHERE p.conference_id = a.conference_id
                                AND p.agency_id = a.agency_id AND p.presence = 'present')
              AND EXISTS (SELECT 1 FROM public.conferences_attendance p WHERE p.conference_id = a.conference_id
                            AND p.agency_id = a.agency_id AND p.presence = 'apologies') GROUP BY 2
        UNION ALL SELECT 'returns_due', r.agency_id, count(*) FROM answered r GROUP BY 2
        UNION ALL SELECT 'returns_in_time', r.agency_id, count(*) FROM answered r WHERE r.came_on <= r.due_on GROUP BY 2
        UNION ALL SELECT 'returns_late', r.agency_id, count(*) FROM answered r WHERE r.came_on > r.due_on GROUP BY 2
        UNION ALL SELECT 'actions_' || CASE WHEN a.state <> 'open' THEN a.state WHEN a.age <= 14 THEN 'open_14'
                              WHEN a.age <= 28 THEN 'open_28' ELSE 'open_older' END, NULL, count(*) FROM agreed a GROUP BY 1
        UNION ALL SELECT 'actions_overdue', NULL, count(*) FROM agreed a
            WHERE a.state = 'open' AND a.due_on < (statement_timestamp() AT TIME ZONE 'Europe/London')::date
        UNION ALL SELECT 'repeats', NULL, count(*) FROM public.conferences_repeat r
            JOIN public.cases_case k ON k.id = r.case_id
            WHERE r.partnership_id = app.scope_partnership()
              AND (k.lead_agency_id = app.scope_agency() OR app.scope_has_role('manager'))
              AND (r.noticed_at AT TIME ZONE 'Europe/London')::date >= since
        UNION ALL SELECT 'referred_and_heard', NULL, count(*) FROM heard
        UNION ALL SELECT 'days_to_hearing', NULL,
                         percentile_disc(0.5) WITHIN GROUP (ORDER BY days)::bigint FROM heard HAVING count(*) > 0
        UNION ALL SELECT 'longest_to_hearing', NULL, max(days)::bigint FROM heard HAVING count(*) > 0;
    END;
REVOKE ALL ON FUNCTION app.conference_figures(date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.conference_figures(date, integer) TO app;
