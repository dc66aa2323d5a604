DROP VIEW stats.referrals, stats.services, stats.attendances, stats.invitations, stats.conference_items,
    stats.conferences, stats.repeats, stats.remedies, stats.lowerings, stats.assessments;
