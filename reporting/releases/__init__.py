"""What a release says besides its figures, what has to be looked at before it is signed, and what is made of it."""
