"""Knows SQL: rows in, releases out. No network, no scheduler."""
