"""A Beitrag (contribution): what one person has to say about one Vorhaben."""
