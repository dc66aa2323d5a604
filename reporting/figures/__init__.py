"""Files of figures from elsewhere: what each kind holds, and everything that is checked before it is loaded."""
