"""What a Vorhaben's participation says, put together for those who decide: as a page, as papers, as tables."""
