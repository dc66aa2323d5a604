"""Disclosure control: what a public release keeps back, so that nobody can be found in it (docs/disclosure.md)."""
