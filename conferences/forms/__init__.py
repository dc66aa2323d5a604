"""The forms of this app: what people type becomes what an action takes."""
