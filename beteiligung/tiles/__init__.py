"""The base map under the city: where its pictures come from, and how they are kept. Knows no page and no database."""
