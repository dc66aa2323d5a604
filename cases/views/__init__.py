"""Pages about incidents and cases. Views only translate between the browser, the queries and the actions."""
