-- Tests whether a subject's data is kept where there was no crime, and erasures, stand beside the people, under the
-- section `people`. The lead agency writes a test in its person's own name, and only adds (docs/decisions/0026).
ALTER TABLE cases_proportionalitytest ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON cases_proportionalitytest TO app;
CREATE POLICY proportionality_select ON cases_proportionalitytest FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_proportionalitytest.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'people' = ANY (a.sections)));
-- For a subject of this case whom the policies on people let the scope's person see, of an incident that is no crime.
CREATE POLICY proportionality_insert ON cases_proportionalitytest FOR INSERT TO app
    WITH CHECK (agency_id = app.scope_agency() AND decided_by_id = app.scope_user() AND app.leads(case_id) AND EXISTS (
        SELECT 1 FROM cases_person p JOIN cases_incident i ON i.id = p.incident_id AND i.kind = 'incident'
        WHERE p.id = cases_proportionalitytest.person_id AND p.case_id = cases_proportionalitytest.case_id
          AND p.part = 'subject'));

-- Only the function below writes an erasure.
ALTER TABLE cases_subjecterasure ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON cases_subjecterasure TO app;
CREATE POLICY erasure_select ON cases_subjecterasure FOR SELECT TO app
    USING (EXISTS (
        SELECT 1 FROM cases_caseaccess a
        WHERE a.case_id = cases_subjecterasure.case_id AND a.agency_id = app.scope_agency()
          AND a.partnership_id = app.scope_partnership()
          AND a.live_from <= statement_timestamp()
          AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
          AND a.revoked_at IS NULL AND 'people' = ANY (a.sections)));

-- The lowest age of the band in which the partnership's figures count an age; the age itself where there is no band.
CREATE FUNCTION app.coarse_age(age smallint) RETURNS smallint
    LANGUAGE sql STABLE
    BEGIN ATOMIC
        SELECT coalesce((
            SELECT split_part(t.code, '_', 2)::smallint FROM public.cases_term t
            WHERE t.vocabulary = 'age_band' AND t.code ~ '^age_[0-9]{1,3}_[0-9]{1,3}$'
              AND (t.partnership_id IS NULL OR t.partnership_id = app.scope_partnership())
              AND coarse_age.age BETWEEN split_part(t.code, '_', 2)::smallint AND split_part(t.code, '_', 3)::smallint
            ORDER BY t.position, t.code LIMIT 1), coarse_age.age);
    END;
REVOKE ALL ON FUNCTION app.coarse_age(smallint) FROM PUBLIC;

-- Erases what identifies a subject, from the row and from every copy of it in the history of fields, and writes down
-- that it did. It asks for itself whether it may: the person acting works on cases for the agency that leads this one and
-- says who sees it, the incident is no crime, and the newest test says that the data is not kept. It answers false, and
-- nothing else, where that is not so. What is coded stays for the figures, the age as its band.
CREATE FUNCTION app.erase_subject(asked uuid) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    subject cases_person;
    judged cases_proportionalitytest;
BEGIN
    SELECT p.* INTO subject FROM cases_person p JOIN cases_incident i ON i.id = p.incident_id
    WHERE p.id = asked AND p.part = 'subject' AND i.kind = 'incident' AND app.says_who_sees(p.case_id)
      AND EXISTS (SELECT 1 FROM cases_caseaccess a
                  WHERE a.case_id = p.case_id AND a.agency_id = app.scope_agency()
                    AND (a.user_id IS NULL OR a.user_id = app.scope_user())
                    AND a.live_from <= statement_timestamp()
                    AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
                    AND a.revoked_at IS NULL AND 'people' = ANY (a.sections))
      AND EXISTS (SELECT 1 FROM app.live_roles r
                  WHERE r.user_id = app.scope_user() AND r.agency_id = app.scope_agency()
                    AND r.partnership_id = app.scope_partnership()
                    AND r.role IN ('caseworker', 'chair', 'responsible_person'))
    FOR UPDATE OF p;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT t.* INTO judged FROM cases_proportionalitytest t
    WHERE t.person_id = subject.id ORDER BY t.decided_at DESC LIMIT 1;
    IF judged.outcome IS DISTINCT FROM 'not_keep' THEN
        RETURN false;
    END IF;
    UPDATE cases_person SET name = '', phone = '', email = '', address = '', safe_contact = '', do_not_tell = '',
           language = '', description = '', age = app.coarse_age(age)
    WHERE id = subject.id;
    UPDATE cases_personhistory SET name = '', phone = '', email = '', address = '', safe_contact = '', do_not_tell = '',
           language = '', description = '', age = app.coarse_age(age)
    WHERE id = subject.id;
    INSERT INTO cases_subjecterasure (id, case_id, person_id, test_id, agency_id, erased_by_id, erased_at)
    VALUES (gen_random_uuid(), subject.case_id, subject.id, judged.id, app.scope_agency(), app.scope_user(),
            statement_timestamp());
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION app.erase_subject(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.erase_subject(uuid) TO app;
