-- How many incidents count towards a repeat: those of the case, and those of other cases of the partnership about the
-- same person, household, subject or place, whichever agency recorded them. It tells the number and nothing else.
-- docs/instruments.md says what "the same" means.

-- What two people typed differently and meant alike: without capitals, spaces and punctuation.
CREATE FUNCTION app.alike(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN lower(regexp_replace(words, '[^[:alnum:]]', '', 'g'));
REVOKE ALL ON FUNCTION app.alike(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.alike(text) TO app;
CREATE INDEX person_alike_name ON cases_person (app.alike(name)) WHERE name <> '';
CREATE INDEX person_alike_email ON cases_person (app.alike(email)) WHERE email <> '';
CREATE INDEX person_alike_address ON cases_person (app.alike(address)) WHERE address <> '';
CREATE INDEX account_alike_place ON cases_account (app.alike(place)) WHERE place <> '';

-- The incidents that have something in common with some of a list. A name alone is not a person: a victim has something
-- else in common too, and of two subjects of one name the ages must not be known to be apart. Words without a number in
-- them are neither an address nor a place. The app role has no right on these functions.
CREATE FUNCTION app.incidents_alike_to(asked uuid[]) RETURNS TABLE (incident_id uuid, shared text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        WITH mine AS MATERIALIZED (
            SELECT part, CASE part WHEN 'victim' THEN 'person' ELSE 'subject' END AS what, name, phone, email, address, age
            FROM public.cases_person WHERE incident_id = ANY (asked) AND part IN ('victim', 'subject'))
        SELECT o.incident_id, m.what FROM mine m JOIN public.cases_person o
            ON o.name <> '' AND app.alike(o.name) = app.alike(m.name) AND o.part = m.part
        WHERE m.name <> '' AND (abs(o.age - m.age) <= 1
            OR (m.part = 'subject' AND (o.age IS NULL OR m.age IS NULL))
            OR (o.phone <> '' AND app.alike(o.phone) = app.alike(m.phone))
            OR (o.address <> '' AND app.alike(o.address) = app.alike(m.address)))
        UNION
        SELECT o.incident_id, m.what FROM mine m JOIN public.cases_person o
            ON o.email <> '' AND app.alike(o.email) = app.alike(m.email) AND o.part = m.part
        WHERE m.email <> ''
        UNION
        SELECT o.incident_id, 'household' FROM mine m JOIN public.cases_person o
            ON o.address <> '' AND app.alike(o.address) = app.alike(m.address) AND o.part = m.part
        WHERE m.address ~ '[0-9]' AND m.part = 'victim'
        UNION
        SELECT o.incident_id, 'place' FROM public.cases_account t JOIN public.cases_account o
            ON o.place <> '' AND app.alike(o.place) = app.alike(t.place)
        JOIN public.cases_incident i ON i.id = t.incident_id
        JOIN public.cases_incident j ON j.id = o.incident_id AND j.area = i.area
        WHERE t.incident_id = ANY (asked) AND t.place ~ '[0-9]';
    END;
REVOKE ALL ON FUNCTION app.incidents_alike_to(uuid[]) FROM PUBLIC;

CREATE FUNCTION app.incidents_alike(asked uuid) RETURNS TABLE (incident_id uuid, shared text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT l.incident_id, l.shared
        FROM app.incidents_alike_to(ARRAY(SELECT i.id FROM public.cases_incident i WHERE i.case_id = asked)) l;
    END;
REVOKE ALL ON FUNCTION app.incidents_alike(uuid) FROM PUBLIC;

CREATE FUNCTION app.counted_incidents(asked uuid, over_what text[], first_day date) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT count(*)::integer FROM public.cases_incident i
        WHERE i.recorded_on >= first_day AND i.partnership_id = app.scope_partnership()
          AND i.id IN (
              SELECT own.id FROM public.cases_incident own WHERE own.case_id = asked
              UNION
              SELECT l.incident_id FROM app.incidents_alike(asked) l WHERE l.shared = ANY (over_what))
          -- What is closed to the person does not exist for them, not even as a number; and what happens in a
          -- restricted case is told to nobody outside it.
          AND i.case_id <> ALL (ARRAY(SELECT app.closed_cases()))
          AND (i.case_id = asked OR NOT EXISTS (SELECT 1 FROM public.cases_restriction r
                                                WHERE r.case_id = i.case_id AND r.lifted_at IS NULL))
          -- Asked about a case whose risk is out of sight, it counts none.
          AND EXISTS (
              SELECT 1 FROM public.cases_caseaccess a
              WHERE a.case_id = asked AND a.agency_id = app.scope_agency()
                AND a.partnership_id = app.scope_partnership()
                AND (a.user_id IS NULL OR a.user_id = app.scope_user())
                AND a.live_from <= statement_timestamp()
                AND (a.live_until IS NULL OR a.live_until > statement_timestamp())
                AND a.revoked_at IS NULL AND 'risk' = ANY (a.sections));
    END;
REVOKE ALL ON FUNCTION app.counted_incidents(uuid, text[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.counted_incidents(uuid, text[], date) TO app;
