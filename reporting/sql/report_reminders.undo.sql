DROP FUNCTION app.claim_report_reminders(timestamptz);
