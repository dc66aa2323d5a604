"""Reading the incident extract, version 1: the CSV file that a partner's system hands over."""
