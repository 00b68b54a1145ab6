"""Pages about people: how they get in, their own profile, and what admins do."""
