"""Knows pages and language: from an address to claims. No database, no scheduler."""
