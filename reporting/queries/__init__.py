"""The figures: each query takes a question and returns one table, read through the `stats` database alias alone."""
