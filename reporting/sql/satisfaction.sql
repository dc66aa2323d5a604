-- How victims found the way they were treated: coded answers, and a random key that tells two askings of one victim
-- apart. Where nobody asked, the day is that on which it was recorded.
CREATE VIEW stats.satisfaction AS
    SELECT c.partnership_id, s.id, s.case_id, s.person_id, s.agency_id,
           coalesce(s.asked_on, (s.recorded_at AT TIME ZONE 'Europe/London')::date) AS counted_on, s.outcome,
           s.ease_of_contact, s.treatment, s.actions_taken, s.follow_up, s.whole_experience, s.recorded_at
    FROM public.cases_satisfaction s JOIN public.cases_case c ON c.id = s.case_id;

GRANT SELECT ON stats.satisfaction TO stats;
