-- Cases with one incident each over two reporting years, half in each, with people, assessments and decisions: no story,
-- only the spread of codes that figures are made of.

SELECT setseed(0.5);

CREATE TEMPORARY TABLE made ON COMMIT DROP AS
    SELECT gen_random_uuid() AS case_id, gen_random_uuid() AS incident_id, gen_random_uuid() AS assessment_id, n,
           date '2024-04-01' + (n %% 730) AS day, random() AS r, random() AS s, random() AS t
    FROM generate_series(1, %(number)s) AS n;

INSERT INTO cases_case (id, reference, partnership_id, lead_agency_id, state, opened_on, decision_due_on, band,
                        closing_outcome, victim_not_told, created_at)
    SELECT case_id, %(mark)s || n, %(partnership)s, %(agency)s, 'new', day, day + 7, '', '', '', now() FROM made;

INSERT INTO cases_incident (id, case_id, partnership_id, agency_id, external_reference, source, recorded_on,
                            occurred_from, occurred_precision, kind, offence, strands, perceived_religion, reported_by,
                            flags, incident_type, area, premises, outcome, consent, created_at)
    SELECT incident_id, case_id, %(partnership)s, %(agency)s, '', 'form', day, day - s * interval '3 days', 'minute',
           CASE WHEN r < 0.7 THEN 'crime' ELSE 'incident' END,
           CASE WHEN r < 0.7 THEN (ARRAY['9B', '8M', '105B', '58J', '8L', '9A'])[1 + floor(s * 6)] ELSE '' END,
           CASE WHEN t < 0.6 THEN ARRAY['race'] WHEN t < 0.8 THEN ARRAY['race', 'religion'] WHEN t < 0.9
               THEN ARRAY['disability'] ELSE ARRAY['sexual_orientation', 'transgender'] END,
           CASE WHEN t BETWEEN 0.6 AND 0.8 THEN ARRAY['muslim'] ELSE ARRAY[]::varchar[] END,
           (ARRAY['victim', 'witness', 'third_party', 'police'])[1 + floor(t * 4)],
           CASE WHEN s < 0.2 THEN ARRAY['cyber'] ELSE ARRAY[]::varchar[] END, '', 'area_' || floor(r * 20),
           (ARRAY['street', 'dwelling', 'online', 'shop', ''])[1 + floor(s * 5)],
           (ARRAY['charged', 'no_suspect', ''])[1 + floor(r * 3)], 'given', now()
    FROM made;

INSERT INTO cases_person (id, case_id, incident_id, part, is_anonymous, name, age, sex, ethnicity, phone, email, address,
                          safe_contact, do_not_tell, language, description)
    SELECT gen_random_uuid(), case_id, incident_id, part, false, '', floor(s * 90),
           (ARRAY['male', 'female', ''])[1 + floor(r * 3)],
           (ARRAY['white_british', 'asian_indian', 'black_african', ''])[1 + floor(t * 4)], '', '', '', '', '', '', ''
    FROM made CROSS JOIN (VALUES ('victim'), ('subject')) AS parts (part);

INSERT INTO cases_assessment (id, case_id, agency_id, instrument, instrument_version, instrument_fingerprint, thresholds,
                              counted, answers, incidents_in_window, score, scored_band, band, recommendation, why,
                              unknowns, judgement_reason, review_on, completed_by_id, completed_at)
    SELECT assessment_id, case_id, %(agency)s, 'hate_crime', 1, '', '{}', '{}', '{}', 1, 1, 'low', 'low', 'single_agency',
           '{}', '{}', '', day, %(person)s, day + interval '1 day'
    FROM made;

INSERT INTO cases_decision (id, case_id, agency_id, assessment_id, recommendation, choice, reasons, against_reason, due_on,
                            working_days, needs_countersignature, decided_by_id, decided_at)
    SELECT gen_random_uuid(), case_id, %(agency)s, assessment_id, 'single_agency', 'single_agency', 'r', '', day + 7,
           floor(s * 8), false, %(person)s, day + s * interval '10 days'
    FROM made;
