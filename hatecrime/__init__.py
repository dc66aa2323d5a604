"""The site: settings, addresses, middleware, queue and the services of one machine."""
