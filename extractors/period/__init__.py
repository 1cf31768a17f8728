"""Time expressions: from words to a resolved `time_period`."""
