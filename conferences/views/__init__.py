"""The pages of this app: each translates a request into one action or some reading."""
