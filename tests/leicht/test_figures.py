from beteiligung.leicht import figure

EASY = """Die Stadt baut einen Park.
Der Park ist groß.
Sie können gern kommen.
Dort gibt es Bäume.
Es gibt auch Bänke.
"""


def test_words_sentences_and_lix():
    """Words a sentence, and the share of words of 7 letters or more: Brunnen."""
    text = EASY.replace("Bänke", "Brunnen") + "Gut."

    counted = figure(text)

    assert (counted.words, counted.sentences, counted.words_per_sentence) == (22, 6, 3.7)
    assert counted.lix == round(22 / 6 + 100 * 1 / 22)


def test_hyphens_make_a_word_short():
    long = EASY + "Das Naturschutzgebiet wächst."

    assert figure(long).lix > figure(long.replace("Naturschutzgebiet", "Natur-Schutz-Gebiet")).lix


def test_a_short_text_has_no_figure():
    assert figure("Die Stadt baut.").lix is None
    assert figure("") == (0, 0, 0.0, None)
