"""What a figure measures: indicator, unit and role, by readers of money, percent and counts, each with its ground."""
