"""The demo: a fictional partnership and its history, made by the site's own actions while its clock is turned back."""
