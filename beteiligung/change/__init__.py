"""What changed, and in what order: for everybody who remembers something of the records."""
