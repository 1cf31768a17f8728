"""From quantities to claims: branch, area, period, status and speaker, each with its ground, around the topic."""
