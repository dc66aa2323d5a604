"""Forms of the pages about incidents and cases."""
