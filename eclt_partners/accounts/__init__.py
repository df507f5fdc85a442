"""Who signs in, in which role, in which country; and links for partner people."""
