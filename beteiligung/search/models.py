from sqlalchemy import ForeignKey, Index, event, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base
from .tokens import merged, spellings, tokens

CHUNK = 500


class SearchEntry(Base):
    """The tokens under which one Vorhaben is found, those of its titles apart.

    What may be seen is not decided here: whoever looks something up says which Vorhaben count. On SQLite triggers
    copy each row into the FTS5 table ``beteiligung_search_fts``, on PostgreSQL two GIN indexes lie on the columns.
    """

    __tablename__ = "beteiligung_search"

    vorhaben_id: Mapped[int] = mapped_column(
        ForeignKey("beteiligung_vorhaben.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    title: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")

    def tell(self, said):
        """Know these texts and no others: each with its field, the tag of its language, and its words."""
        indexed = [(field, tokens(text, tag)) for field, tag, text in said]
        self.title = merged(*(some for field, some in indexed if field == "title"))
        self.words = merged(*(some for field, some in indexed))


class SearchWord(Base):
    """A word that stands, or once stood, in some entry: what a mistyped word may have meant.

    Two who save at the same time may both add it. That does no harm and nobody has to wait.
    """

    __tablename__ = "beteiligung_search_word"
    __table_args__ = (Index("ix_beteiligung_search_word_size", "size", "word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]


@event.listens_for(SearchEntry, "after_insert")
@event.listens_for(SearchEntry, "after_update")
def _remember_words(mapper, connection, entry):
    words = sorted(set(spellings(entry.words)))
    for first in range(0, len(words), CHUNK):
        some = words[first : first + CHUNK]
        known = set(connection.scalars(select(SearchWord.word).where(SearchWord.word.in_(some))))
        if new := [{"word": word, "size": len(word)} for word in some if word not in known]:
            connection.execute(insert(SearchWord), new)
