DROP VIEW stats.referrals_past, stats.attendances_past, stats.invitations_past, stats.conference_items_past,
    stats.conferences_past, stats.actions_past, stats.cases_past, stats.people_past, stats.incidents_past;
