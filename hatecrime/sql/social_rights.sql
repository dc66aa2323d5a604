-- The library looks whether it has bound an account itself. It never does: partners_boundaccount holds that.
GRANT SELECT ON socialaccount_socialaccount TO app;
