-- Every version of a population and since when it has been there, for whoever counts a stored report a second time.
CREATE VIEW stats.populations_past AS
    SELECT l.partnership_id, l.year, l.version, l.loaded_at, r.area, r.age, r.sex, r.ethnicity, r.people
    FROM public.reporting_loading l
    CROSS JOIN LATERAL jsonb_to_recordset(l.content)
        AS r(area text, age text, sex text, ethnicity text, people int)
    WHERE l.kind = 'populations';
GRANT SELECT ON stats.populations_past TO stats;
