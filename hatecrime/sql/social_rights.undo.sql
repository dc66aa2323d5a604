REVOKE ALL ON socialaccount_socialaccount FROM app;
