DROP FUNCTION app.report_downloads();
