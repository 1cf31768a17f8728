"""The reckoning: claims become intervals, voices, vintages, verdicts and cases."""
