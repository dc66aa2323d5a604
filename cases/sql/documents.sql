-- Documents of a case, under the section `documents`. The access rows that the subqueries see are already limited to what
-- the scope's person may use: a case closed to the person has none.

-- Pictures and office files are compressed already.
ALTER TABLE cases_document ALTER COLUMN content SET STORAGE EXTERNAL;
-- The content is what was taken in, byte for byte, or it is gone: when it was removed, or infected.
ALTER TABLE cases_document ADD CONSTRAINT document_content_is_whole_or_gone CHECK (
    CASE WHEN removed_at IS NOT NULL OR scan = 'infected' THEN content = ''
         ELSE octet_length(content) = size AND encode(sha256(content), 'hex') = sha256 END);

ALTER TABLE cases_document ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_document TO app;
GRANT UPDATE (content, name, about, removed_at, removed_by_id) ON cases_document TO app;
CREATE POLICY document_select ON cases_document FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_document.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'documents' = ANY (a.sections)));
CREATE POLICY document_insert ON cases_document FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND partnership_id = app.scope_partnership() AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_document.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'documents' = ANY (a.sections)));
-- Those who added it and those who lead the case may remove it.
CREATE POLICY document_update ON cases_document FOR UPDATE TO app
    USING ((agency_id = app.scope_agency() OR app.leads(case_id)) AND EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_document.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'documents' = ANY (a.sections)));

-- The worker that checks for viruses acts for a partnership and for nobody in it: no person and no agency. These three
-- answer to such a scope alone.
CREATE FUNCTION app.waiting_documents(most integer) RETURNS TABLE (id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT d.id FROM public.cases_document d
        WHERE d.scan = 'waiting' AND d.removed_at IS NULL
          AND (d.scan_leased_until IS NULL OR d.scan_leased_until < statement_timestamp())
          AND d.partnership_id = app.scope_partnership()
          AND app.scope_agency() IS NULL AND app.scope_user() IS NULL
        ORDER BY d.added_at LIMIT most;
    END;
REVOKE ALL ON FUNCTION app.waiting_documents(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.waiting_documents(integer) TO app;

CREATE FUNCTION app.take_document(asked uuid, lease interval) RETURNS TABLE (attempt integer, content bytea)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        UPDATE public.cases_document d
        SET scan_attempts = d.scan_attempts + 1, scan_leased_until = statement_timestamp() + lease
        WHERE d.id = asked AND d.scan = 'waiting' AND d.removed_at IS NULL
          AND (d.scan_leased_until IS NULL OR d.scan_leased_until < statement_timestamp())
          AND d.partnership_id = app.scope_partnership()
          AND app.scope_agency() IS NULL AND app.scope_user() IS NULL
        RETURNING d.scan_attempts, d.content;
    END;
REVOKE ALL ON FUNCTION app.take_document(uuid, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.take_document(uuid, interval) TO app;

-- The attempt's number keeps a worker whose lease has ended from writing over another's verdict.
CREATE FUNCTION app.judge_document(asked uuid, held integer, verdict text)
    RETURNS TABLE (reference text, lead_agency_id uuid, added_by uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH judged AS (
            UPDATE public.cases_document d
            SET scan = verdict, scanned_at = statement_timestamp(), scan_leased_until = NULL,
                content = CASE WHEN verdict = 'infected' THEN ''::bytea ELSE d.content END
            WHERE d.id = asked AND d.scan_attempts = held AND d.scan = 'waiting' AND d.removed_at IS NULL
              AND verdict IN ('clean', 'infected')
              AND d.partnership_id = app.scope_partnership()
              AND app.scope_agency() IS NULL AND app.scope_user() IS NULL
            RETURNING d.case_id, d.added_by_id)
        SELECT c.reference, c.lead_agency_id, judged.added_by_id
        FROM judged JOIN public.cases_case c ON c.id = judged.case_id;
    END;
REVOKE ALL ON FUNCTION app.judge_document(uuid, integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.judge_document(uuid, integer, text) TO app;

-- Those who lead a case have all its sections.
UPDATE cases_caseaccess SET sections = array_append(sections, 'documents')
WHERE reason = 'lead' AND NOT 'documents' = ANY (sections);
