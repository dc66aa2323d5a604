"""What can be done with reports: ask for one, make it, make a further version, add its PDF."""
