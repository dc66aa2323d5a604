DROP VIEW stats.events_past, stats.boundaries_past;
