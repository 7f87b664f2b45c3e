from clipkit import voice
from clipkit.model.script import Token
from clipkit.voice.normalise import Normaliser


def test_words_last_as_long_as_they_take_to_read() -> None:
    texts = ["Kopi", "📱", "pertanggungjawaban", "Rp10.000"]
    sentence = Normaliser("id")([Token(text=text) for text in texts])
    take = voice.make("none", "id").speak([sentence])[0]
    lengths = [word.end - word.start for word in take.words]
    assert lengths[1] == 0
    assert lengths[2] > 2 * lengths[0] > 0
    assert take.seconds == take.words[-1].end
    assert len(take.samples) == 0
    letters = sum(letter.isalnum() for text in texts for letter in text)
    assert 8 < letters / take.seconds < 20
