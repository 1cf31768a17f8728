"""What the acquiring stages are made of: addresses, transport, politeness, the frontier and the archive's records."""
