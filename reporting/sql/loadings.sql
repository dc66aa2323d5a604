-- What a partnership loads for its reports is its own, is written by the person who loads it, and stays as it was loaded.
ALTER TABLE reporting_loading ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON reporting_loading TO app;
CREATE POLICY loading_select ON reporting_loading FOR SELECT TO app
    USING (partnership_id = app.scope_partnership());
CREATE POLICY loading_insert ON reporting_loading FOR INSERT TO app
    WITH CHECK (partnership_id = app.scope_partnership() AND loaded_by_id = app.scope_user());

-- The latest version of each kind and year is what counts.
CREATE VIEW stats.populations AS
    SELECT l.partnership_id, l.year, l.version, l.source, r.area, r.age, r.sex, r.ethnicity, r.people
    FROM public.reporting_loading l
    CROSS JOIN LATERAL jsonb_to_recordset(l.content) AS r(area text, age text, sex text, ethnicity text, people int)
    WHERE l.kind = 'populations' AND l.version = (
        SELECT max(o.version) FROM public.reporting_loading o
        WHERE o.partnership_id = l.partnership_id AND o.kind = l.kind AND o.year = l.year);

CREATE VIEW stats.events AS
    SELECT l.partnership_id, l.year, l.version, l.source, r.name, r.first_on, r.last_on
    FROM public.reporting_loading l
    CROSS JOIN LATERAL jsonb_to_recordset(l.content) AS r(name text, first_on date, last_on date)
    WHERE l.kind = 'events' AND l.version = (
        SELECT max(o.version) FROM public.reporting_loading o
        WHERE o.partnership_id = l.partnership_id AND o.kind = l.kind AND o.year = l.year);

CREATE VIEW stats.targets AS
    SELECT l.partnership_id, l.year, l.version, l.source, r.measure, r.value, r.from_on
    FROM public.reporting_loading l
    CROSS JOIN LATERAL jsonb_to_recordset(l.content) AS r(measure text, value numeric, from_on date)
    WHERE l.kind = 'targets' AND l.version = (
        SELECT max(o.version) FROM public.reporting_loading o
        WHERE o.partnership_id = l.partnership_id AND o.kind = l.kind AND o.year = l.year);

CREATE VIEW stats.national AS
    SELECT l.partnership_id, l.year, l.version, l.source, r.measure, r.label, r.value
    FROM public.reporting_loading l
    CROSS JOIN LATERAL jsonb_to_recordset(l.content) AS r(measure text, label text, value numeric)
    WHERE l.kind = 'national' AND l.version = (
        SELECT max(o.version) FROM public.reporting_loading o
        WHERE o.partnership_id = l.partnership_id AND o.kind = l.kind AND o.year = l.year);

CREATE VIEW stats.boundaries AS
    SELECT l.partnership_id, l.year, l.version, l.source, r.area, r.polygons
    FROM public.reporting_loading l
    CROSS JOIN LATERAL jsonb_to_recordset(l.content) AS r(area text, polygons jsonb)
    WHERE l.kind = 'boundaries' AND l.version = (
        SELECT max(o.version) FROM public.reporting_loading o
        WHERE o.partnership_id = l.partnership_id AND o.kind = l.kind AND o.year = l.year);

GRANT SELECT ON stats.populations, stats.events, stats.targets, stats.national, stats.boundaries TO stats;
