"""A Gremium (elected body): council, committee or Bezirksvertretung, its meetings and what its members talk about."""
