"""People, their roles, invitations and one-time sign-in links."""
