-- Handing a case over to another partnership (docs/decisions/0027). The offer is read by both sides, what it is about by
-- the agency that leads; accepting it copies the case through one function that can do nothing else.

-- Offers that do not exist for the person: of a case that is closed to them, on either side; and, for the side that is
-- asked, what was withdrawn, has lapsed, or is of a case that was closed or restricted meanwhile.
CREATE FUNCTION app.hidden_transfers() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT t.id FROM public.cases_transfer t
        JOIN public.cases_case c ON c.id = t.case_id
        LEFT JOIN public.cases_transferanswer w ON w.transfer_id = t.id
        WHERE (t.from_agency_id = app.scope_agency() OR t.to_agency_id = app.scope_agency())
          AND (t.case_id = ANY (ARRAY(SELECT app.closed_cases()))
               OR w.copy_id = ANY (ARRAY(SELECT app.closed_cases()))
               OR (t.to_partnership_id = app.scope_partnership() AND t.to_agency_id = app.scope_agency()
                   AND (w.outcome = 'withdrawn' OR (w.id IS NULL AND (
                       t.lapses_on < (statement_timestamp() AT TIME ZONE 'Europe/London')::date
                       OR c.state = 'closed'
                       OR EXISTS (SELECT 1 FROM public.cases_restriction r
                                  WHERE r.case_id = t.case_id AND r.lifted_at IS NULL))))));
    END;
REVOKE ALL ON FUNCTION app.hidden_transfers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.hidden_transfers() TO app;

ALTER TABLE cases_transfer ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_transfer TO app;
CREATE POLICY transfer_select ON cases_transfer FOR SELECT TO app
    USING ((from_partnership_id = app.scope_partnership() AND from_agency_id = app.scope_agency())
           OR (to_partnership_id = app.scope_partnership() AND to_agency_id = app.scope_agency()));
-- By a Responsible Person or a panel chair of the agency that leads; never of a restricted case.
CREATE POLICY transfer_insert ON cases_transfer FOR INSERT TO app
    WITH CHECK (from_partnership_id = app.scope_partnership() AND from_agency_id = app.scope_agency()
                AND offered_by_id = app.scope_user()
                AND (app.scope_has_role('responsible_person') OR app.scope_has_role('chair'))
                AND app.leads(case_id)
                AND NOT EXISTS (SELECT 1 FROM cases_restriction r
                                WHERE r.case_id = cases_transfer.case_id AND r.lifted_at IS NULL)
                AND EXISTS (SELECT 1 FROM cases_case c
                            WHERE c.id = cases_transfer.case_id AND c.reference = cases_transfer.case_reference));
CREATE POLICY transfer_closed ON cases_transfer AS RESTRICTIVE FOR ALL TO app
    USING (case_id <> ALL (ARRAY(SELECT app.closed_cases())));
CREATE POLICY transfer_hidden ON cases_transfer AS RESTRICTIVE FOR SELECT TO app
    USING (id <> ALL (ARRAY(SELECT app.hidden_transfers())));

ALTER TABLE cases_transferanswer ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_transferanswer TO app;
CREATE POLICY transfer_answer_select ON cases_transferanswer FOR SELECT TO app
    USING (EXISTS (SELECT 1 FROM cases_transfer t WHERE t.id = cases_transferanswer.transfer_id));
-- Whoever was asked declines, whoever asked withdraws. That an offer was accepted is written by its function alone.
CREATE POLICY transfer_answer_insert ON cases_transferanswer FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND answered_by_id = app.scope_user()
                AND (app.scope_has_role('responsible_person') OR app.scope_has_role('chair'))
                AND EXISTS (
        SELECT 1 FROM cases_transfer t
        WHERE t.id = cases_transferanswer.transfer_id
          AND CASE cases_transferanswer.outcome
              WHEN 'withdrawn' THEN t.from_partnership_id = app.scope_partnership() AND t.from_agency_id = app.scope_agency()
              WHEN 'declined' THEN t.to_partnership_id = app.scope_partnership() AND t.to_agency_id = app.scope_agency()
              ELSE false END));

ALTER TABLE cases_transferpaper ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_transferpaper TO app;
CREATE POLICY transfer_paper_select ON cases_transferpaper FOR SELECT TO app
    USING (app.leads(case_id));
CREATE POLICY transfer_paper_insert ON cases_transferpaper FOR INSERT TO app
    WITH CHECK (app.leads(case_id) AND EXISTS (
        SELECT 1 FROM cases_transfer t
        WHERE t.id = cases_transferpaper.transfer_id AND t.case_id = cases_transferpaper.case_id
          AND t.from_agency_id = app.scope_agency()));

-- An incident that came from another partnership is not counted here, so nobody but the function below says of one that
-- it did.
ALTER POLICY incident_insert ON cases_incident
    WITH CHECK (partnership_id = app.scope_partnership() AND agency_id = app.scope_agency() AND transfer_id IS NULL
      AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_incident.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'summary' = ANY (a.sections)));

-- Accepts an offer for the scope's agency and returns the key of the case that it gets; nothing when there is no such
-- offer for it, when it was answered, has lapsed or cannot be accepted any longer. The case is copied with the sections
-- that were offered, under keys that nobody can work out, and the one it came from is closed.
CREATE FUNCTION app.accept_transfer(asked uuid, new_reference text, due_on date) RETURNS uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    offer public.cases_transfer;
    given public.cases_case;
    made uuid := gen_random_uuid();
    salt text := gen_random_uuid()::text;
    today date := (statement_timestamp() AT TIME ZONE 'Europe/London')::date;
BEGIN
    -- The case first, as everybody does who changes one.
    SELECT c.* INTO given FROM public.cases_case c JOIN public.cases_transfer t ON t.case_id = c.id
        WHERE t.id = asked AND t.to_partnership_id = app.scope_partnership() AND t.to_agency_id = app.scope_agency()
        FOR UPDATE OF c;
    SELECT t.* INTO offer FROM public.cases_transfer t
        WHERE t.id = asked AND t.to_partnership_id = app.scope_partnership() AND t.to_agency_id = app.scope_agency()
          AND (app.scope_has_role('responsible_person') OR app.scope_has_role('chair'))
          AND t.from_agency_id = given.lead_agency_id AND given.state NOT IN ('closed', 'in_conference')
          AND t.id <> ALL (ARRAY(SELECT app.hidden_transfers()))
          AND NOT EXISTS (SELECT 1 FROM public.cases_transferanswer w WHERE w.transfer_id = t.id);
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    INSERT INTO public.cases_case (id, reference, partnership_id, lead_agency_id, state, opened_on, decision_due_on, band,
                                   review_on, closing_outcome, victim_not_told, opened_by_id, created_at)
    SELECT made, new_reference, offer.to_partnership_id, offer.to_agency_id,
           CASE WHEN 'risk' = ANY (offer.sections) AND given.band <> '' THEN 'assessed' ELSE 'new' END,
           today, due_on,
           CASE WHEN 'risk' = ANY (offer.sections) THEN given.band ELSE '' END,
           CASE WHEN 'risk' = ANY (offer.sections) THEN given.review_on END,
           '', '', app.scope_user(), statement_timestamp();
    INSERT INTO public.cases_transferanswer (id, transfer_id, agency_id, outcome, reason, copy_id, copy_reference,
                                             answered_by_id, answered_at)
    VALUES (gen_random_uuid(), asked, offer.to_agency_id, 'accepted', '', made, new_reference, app.scope_user(),
            statement_timestamp());
    INSERT INTO public.cases_caseaccess (id, case_id, partnership_id, agency_id, granted_by_agency_id, granted_by_id,
                                         granted_at, opened_on, sections, reason, legal_gateway, live_from)
    VALUES (gen_random_uuid(), made, offer.to_partnership_id, offer.to_agency_id, offer.to_agency_id, app.scope_user(),
            statement_timestamp(), today, ARRAY['account', 'decision', 'documents', 'people', 'risk', 'summary'], 'lead',
            '', statement_timestamp());
    INSERT INTO public.cases_move (id, case_id, from_state, to_state, agency_id, moved_by_id, moved_at)
    SELECT gen_random_uuid(), made, '', c.state, offer.to_agency_id, app.scope_user(), statement_timestamp()
    FROM public.cases_case c WHERE c.id = made;

    -- Every column comes along, those too that are added later, but for what is named.
    INSERT INTO public.cases_incident
    SELECT n.* FROM public.cases_incident i CROSS JOIN LATERAL jsonb_populate_record(i, jsonb_build_object(
        'id', md5(salt || i.id::text)::uuid, 'case_id', made, 'partnership_id', offer.to_partnership_id,
        'external_reference', '', 'transfer_id', asked)) n
    WHERE i.case_id = given.id;
    INSERT INTO public.cases_account
    SELECT n.* FROM public.cases_account a CROSS JOIN LATERAL jsonb_populate_record(a, jsonb_build_object(
        'id', md5(salt || a.id::text)::uuid, 'case_id', made, 'incident_id', md5(salt || a.incident_id::text)::uuid)) n
    WHERE a.case_id = given.id AND 'account' = ANY (offer.sections);
    INSERT INTO public.cases_person
    SELECT n.* FROM public.cases_person p CROSS JOIN LATERAL jsonb_populate_record(p, jsonb_build_object(
        'id', md5(salt || p.id::text)::uuid, 'case_id', made, 'incident_id', md5(salt || p.incident_id::text)::uuid)) n
    WHERE p.case_id = given.id AND 'people' = ANY (offer.sections);
    INSERT INTO public.cases_assessment
    SELECT n.* FROM public.cases_assessment a CROSS JOIN LATERAL jsonb_populate_record(a, jsonb_build_object(
        'id', md5(salt || a.id::text)::uuid, 'case_id', made)) n
    WHERE a.case_id = given.id AND 'risk' = ANY (offer.sections);
    INSERT INTO public.cases_lowering
    SELECT n.* FROM public.cases_lowering l CROSS JOIN LATERAL jsonb_populate_record(l, jsonb_build_object(
        'id', md5(salt || l.id::text)::uuid, 'case_id', made,
        'assessment_id', md5(salt || l.assessment_id::text)::uuid)) n
    WHERE l.case_id = given.id AND 'risk' = ANY (offer.sections);
    INSERT INTO public.cases_loweringanswer
    SELECT n.* FROM public.cases_loweringanswer w CROSS JOIN LATERAL jsonb_populate_record(w, jsonb_build_object(
        'id', md5(salt || w.id::text)::uuid, 'case_id', made,
        'lowering_id', md5(salt || w.lowering_id::text)::uuid)) n
    WHERE w.case_id = given.id AND 'risk' = ANY (offer.sections);
    -- What is not known to be free of viruses has not been judged, and what was removed has no content.
    INSERT INTO public.cases_document
    SELECT n.* FROM public.cases_document d CROSS JOIN LATERAL jsonb_populate_record(d, jsonb_build_object(
        'id', md5(salt || d.id::text)::uuid, 'case_id', made, 'partnership_id', offer.to_partnership_id)) n
    WHERE d.case_id = given.id AND 'documents' = ANY (offer.sections)
      AND d.removed_at IS NULL AND d.scan IN ('clean', 'not_scanned');
    -- Whoever has a conflict of interest has one in the other partnership too.
    INSERT INTO public.cases_wall
    SELECT n.* FROM public.cases_wall w CROSS JOIN LATERAL jsonb_populate_record(w, jsonb_build_object(
        'id', md5(salt || w.id::text)::uuid, 'case_id', made, 'partnership_id', offer.to_partnership_id)) n
    WHERE w.case_id = given.id AND w.lifted_at IS NULL;
    INSERT INTO public.cases_transferpaper
    SELECT n.* FROM public.cases_transferpaper p CROSS JOIN LATERAL jsonb_populate_record(p, jsonb_build_object(
        'id', md5(salt || p.id::text)::uuid, 'case_id', made)) n
    WHERE p.transfer_id = asked AND p.case_id = given.id AND p.section = ANY (offer.sections);

    -- The case it came from is closed; a question that another agency was asked waits for nothing any longer.
    INSERT INTO public.cases_consultationreply (id, consultation_id, agency_id, outcome, text, replied_by_id, replied_at)
    SELECT gen_random_uuid(), q.id, q.from_agency_id, 'withdrawn', '', offer.offered_by_id, statement_timestamp()
    FROM public.cases_consultation q
    WHERE q.case_id = given.id AND NOT EXISTS (
        SELECT 1 FROM public.cases_consultationreply r WHERE r.consultation_id = q.id);
    UPDATE public.cases_case SET state = 'closed', closed_on = today, closing_outcome = 'transferred' WHERE id = given.id;
    INSERT INTO public.cases_move (id, case_id, from_state, to_state, agency_id, moved_by_id, moved_at)
    VALUES (gen_random_uuid(), given.id, given.state, 'closed', offer.from_agency_id, offer.offered_by_id,
            statement_timestamp());
    RETURN made;
END; $$;
REVOKE ALL ON FUNCTION app.accept_transfer(uuid, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.accept_transfer(uuid, text, date) TO app;

-- The words of the version with which an assessment was completed, wherever it was published, for those who read the
-- assessment: a case that came from another partnership brings assessments with that partnership's instrument.
CREATE FUNCTION app.instrument_of(asked uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT v.document FROM public.cases_assessment m
        JOIN public.cases_instrumentversion v ON v.key = m.instrument AND v.version = m.instrument_version
             AND v.fingerprint = m.instrument_fingerprint AND v.published_at IS NOT NULL
        WHERE m.id = asked AND m.case_id <> ALL (ARRAY(SELECT app.closed_cases())) AND EXISTS (
            SELECT 1 FROM public.cases_caseaccess a
            WHERE a.case_id = m.case_id AND a.agency_id = app.scope_agency()
              AND a.partnership_id = app.scope_partnership()
              AND (a.user_id IS NULL OR a.user_id = app.scope_user())
              AND a.live_from <= statement_timestamp()
              AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
              AND a.revoked_at IS NULL AND 'risk' = ANY (a.sections))
        LIMIT 1;
    END;
REVOKE ALL ON FUNCTION app.instrument_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.instrument_of(uuid) TO app;

-- How many cases were handed over since a day: of the scope's agency, for a manager of the whole partnership. Counts alone.
CREATE FUNCTION app.transfer_figures(since date) RETURNS TABLE (measure text, figure bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH sent AS (
            SELECT coalesce(w.outcome, CASE WHEN t.lapses_on < (statement_timestamp() AT TIME ZONE 'Europe/London')::date
                                            THEN 'lapsed' ELSE 'waiting' END) AS outcome
            FROM public.cases_transfer t LEFT JOIN public.cases_transferanswer w ON w.transfer_id = t.id
            WHERE t.from_partnership_id = app.scope_partnership()
              AND (t.from_agency_id = app.scope_agency() OR app.scope_has_role('manager'))
              AND (t.offered_at AT TIME ZONE 'Europe/London')::date >= since
        )
        SELECT 'offered', count(*) FROM sent
        UNION ALL SELECT s.outcome, count(*) FROM sent s GROUP BY 1
        UNION ALL SELECT 'received', count(*) FROM public.cases_transfer t
            JOIN public.cases_transferanswer w ON w.transfer_id = t.id AND w.outcome = 'accepted'
            WHERE t.to_partnership_id = app.scope_partnership()
              AND (t.to_agency_id = app.scope_agency() OR app.scope_has_role('manager'))
              AND (w.answered_at AT TIME ZONE 'Europe/London')::date >= since;
    END;
REVOKE ALL ON FUNCTION app.transfer_figures(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.transfer_figures(date) TO app;
