-- "The same person, household, subject or place" is said once: of a list of incidents. A case asks for all of its own, and
-- a new incident for itself. docs/instruments.md says what "the same" means.

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

CREATE OR REPLACE FUNCTION app.incidents_alike(asked uuid) RETURNS TABLE (incident_id uuid, shared text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT l.incident_id, l.shared
        FROM app.incidents_alike_to(ARRAY(SELECT i.id FROM public.cases_incident i WHERE i.case_id = asked)) l;
    END;

CREATE OR REPLACE FUNCTION app.linked_cases(asked uuid) RETURNS TABLE (case_id uuid, shared text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
    BEGIN ATOMIC
        SELECT DISTINCT i.case_id, l.shared
        FROM app.incidents_alike_to(ARRAY[asked]) l
        JOIN public.cases_incident i ON i.id = l.incident_id
        JOIN public.cases_incident own ON own.id = asked AND own.case_id <> i.case_id;
    END;
