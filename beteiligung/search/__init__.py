"""Finding a Vorhaben by words: the same hits in the same order on SQLite and on PostgreSQL.

``tokens`` makes words comparable, ``wanted`` reads what somebody typed, ``matching`` compiles it for each database,
``typos`` forgives one wrong letter, ``excerpts`` shows where the words stand.
"""
