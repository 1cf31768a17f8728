"""Numbers with their units and hedges: from characters to quantities, in three languages."""
