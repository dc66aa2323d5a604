DROP VIEW stats.populations_past;
