"""Release in, static site out."""
