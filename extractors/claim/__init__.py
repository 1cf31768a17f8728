"""From quantities to claims: indicator, branch, area, period, status and speaker, each with its ground."""
