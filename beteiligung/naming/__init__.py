"""How topics and terms are called in other languages. Their German names stand in the records."""
