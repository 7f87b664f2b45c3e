"""Words that lead to the next one: cards and lines part by them alike. Indonesian and English."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FUNCTION = {
    "id": _set(
        "yang dan di ke dari untuk dengan pada atau akan adalah sebagai oleh dalam agar supaya "
        "karena jika kalau bila saat ketika bagi para sang si tidak bukan belum sudah telah sedang "
        "masih bisa dapat harus lebih paling sangat terlalu tapi tetapi namun sehingga hingga "
        "sampai antara tentang serta maupun setiap semua wajib perlu ingin mau boleh jangan "
        "seorang sebuah suatu hanya cuma per siapa apa bagaimana mengapa kenapa"
    ),
    "en": _set(
        "the a an of to and or in on at by for from with as is are was were be been this that "
        "these those its if when than then but not no so my your our their his her we i you "
        "he she they will can may must very more most into about over under every who which how why"
    ),
}
BEFORE_NUMBER = _set(
    "rp pukul jam nomor no tahun usia umur tanggal tgl sekitar hampir lebih kurang rt rw pasal "
    "abad chapter page year about around hanya cuma total seharga"
)
HONORIFIC = _set("bu pak mas mbak kak bang ibu bapak mr mrs ms dr prof")


def bare(word: str) -> str:
    """Return a word in small letters, without the marks around it.

    >>> bare("“Malang,”"), bare("No.")
    ('malang', 'no')
    """
    return word.lower().strip(".,;:!?…\"'“”‘’()[]«»—–-")


def leads(word: str, after: str, lang: str) -> bool:
    """Whether a word leads to the next one, so that nothing should end on it.

    >>> leads("yang", "enak", "id"), leads("Pukul", "05.30", "id"), leads("tahun", "depan", "id")
    (True, True, False)
    """
    said = bare(word)
    if said in BEFORE_NUMBER and after[:1].isdigit():
        return True
    return said in HONORIFIC or said in FUNCTION.get(lang, frozenset())
