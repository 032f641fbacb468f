"""A term of one of the city's taxonomies: a programme, a field of its strategy, a goal of the 17, a tag."""
