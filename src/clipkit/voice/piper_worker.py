"""The child process that holds Piper (GPL-3); nothing else in clipkit imports it.

A JSON request on standard input; on standard output a little-endian 32-bit length, as many bytes
of JSON, and the samples (int16) of all sentences. It is started as a file by `python -I -S`, and
told where packages lie. The model is loaded once for all sentences; nothing is random, so a
sentence is the same samples whatever was said before it.
"""

import json
import struct
import sys
from collections.abc import Iterator
from typing import Any

LOUDEST = 0.8  # of full scale, for a model's 1.0: some go a little beyond
ROOM = 240  # letters that are said at one go; what a model needs grows with their square
ENDS = ",;:.!?"
STRESS, PLOSIVES = "ˈˌː", "pbtdkɡʔ"  # noqa: RUF001 - phonetic letters
VOWELS = "aeiouyæɑɐɒɔəɚɛɜɪʊʌᵻ"  # noqa: RUF001 - phonetic letters
LENGTH, VARINT, EIGHT, FOUR = 2, 0, 1, 5  # protobuf's wire types
GRAPH, NODE, OUTPUT, OUTPUTS, NAME, OPERATOR = 7, 1, 12, 2, 1, 4  # fields of onnx.proto


def number(data: bytes, at: int) -> tuple[int, int]:
    """Return a varint, and where the next thing begins."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data: bytes, at: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """Return (field, first, stop) of all that has a length in a protobuf message."""
    while at < stop:
        tag, at = number(data, at)
        if tag & 7 == LENGTH:
            size, at = number(data, at)
            yield tag >> 3, at, at + size
            at += size
        elif tag & 7 == VARINT:
            _, at = number(data, at)
        else:
            at += {EIGHT: 8, FOUR: 4}[tag & 7]


def field(name: int, content: bytes) -> bytes:
    """Return a protobuf field that has a length."""
    size, rest = b"", len(content)
    while rest > 127:
        size, rest = size + bytes([rest & 127 | 128]), rest >> 7
    return bytes([name << 3 | LENGTH]) + size + bytes([rest]) + content


def telling(model: bytes) -> tuple[bytes, str]:
    """Return a model that also tells how long each letter is, and by which output, if any.

    Piper's models round those lengths up in their only Ceil. Messages that follow each other are
    merged, so its output becomes the graph's by what is written behind the file.
    """
    found = set()
    for name, first, stop in fields(model, 0, len(model)):
        for inner, begin, end in fields(model, first, stop) if name == GRAPH else ():
            if inner == NODE:
                parts = [(part, model[a:b]) for part, a, b in fields(model, begin, end)]
                if (OPERATOR, b"Ceil") in parts:
                    found |= {content for part, content in parts if part == OUTPUTS}
    if len(found) != 1:
        return model, ""
    (output,) = found
    return model + field(GRAPH, field(OUTPUT, field(NAME, output))), output.decode()


def shared(one: str, other: str) -> dict[int, int]:
    """Return which letters of one text are which of another: as many as there can be, in order."""
    most = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]  # of what is left of both
    for i in reversed(range(len(one))):
        row, below = most[i], most[i + 1]
        for j in reversed(range(len(other))):
            same = one[i] == other[j]
            row[j] = below[j + 1] + 1 if same else max(below[j], row[j + 1])
    found, i, j = dict[int, int](), 0, 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            found[i] = j
            i, j = i + 1, j + 1
        elif most[i + 1][j] >= most[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def places(whole: str, parts: list[str]) -> list[int | None]:
    """Return where each word's letters begin in those of all of them; None: they aren't there.

    whole, parts: as they are spoken together, and each alone: together some words grow into one.

    >>> places("wʌn əvðə tu", ["wʌn", "ʌv", "ðə", "tu"])
    [0, 5, 6, 9]
    """
    groups = [k for k, letter in enumerate(whole) if letter != " " and (" " + whole)[k] == " "]
    if len(groups) == len(parts) and all(parts):
        return list(groups)
    where = shared("".join(parts), whole)
    found: list[int | None] = []
    at = 0
    for part in parts:
        inside = [k for k in range(at, at + len(part)) if k in where]
        found.append(where[inside[0]] if inside else None)
        at += len(part)
    return found


def started(letters: list[str], at: int, begins: list[int], blanks: list[int]) -> int:
    """Return the sample at which a word is first heard. at: of its first letter.

    A model gives time to the space before a word, and to a blank behind every letter. Where no
    pause is made, most of that is the word's first sound: all of the space, and after a vowel or
    for a closure the blank before it as well.
    """
    if at < 2 or letters[at - 1] != " " or letters[at - 2] in ENDS:
        return begins[at]
    first = next((one for one in letters[at:] if one not in STRESS), "")
    last = next((one for one in reversed(letters[: at - 1]) if one not in STRESS), "")
    early = first[:1] in PLOSIVES or last[:1] in VOWELS
    return blanks[at - 2] if early else begins[at - 1]


def runs(words: list[str]) -> Iterator[list[str]]:
    """Cut a very long sentence up, behind a mark where there is one."""
    run: list[str] = []
    letters = 0
    for word in words:
        if run and (letters > ROOM or (letters > ROOM / 2 and run[-1][-1:] in ENDS)):
            yield run
            run, letters = [], 0
        run.append(word)
        letters += len(word) + 1
    if run:
        yield run


class Reader:
    """A model that reads."""

    def __init__(self, request: dict[str, Any]) -> None:
        import onnxruntime
        from piper import PiperVoice
        from piper.config import PiperConfig

        with open(request["model"], "rb") as file:  # noqa: PTH123 - pathlib takes 10 ms to load
            content, self.tells = telling(file.read())
        with open(request["model"] + ".json", encoding="utf-8") as file:  # noqa: PTH123
            self.config = PiperConfig.from_dict(json.load(file))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # sums in one order
        options.log_severity_level = 4
        session = onnxruntime.InferenceSession(
            content, sess_options=options, providers=["CPUExecutionProvider"]
        )
        if request["espeak"]:
            self.config.espeak_voice = request["espeak"]
        self.session = session
        self.voice = PiperVoice(config=self.config, session=session)
        self.longer = float(request["longer"])
        self.known: dict[str, str] = {}

    def letters(self, text: str) -> list[str]:
        """Return a text's letters for the model: those of several sentences as of one."""
        found: list[str] = []
        for part in self.voice.phonemize(text):
            found += [" ", *part] if found and found[-1] != " " else part
        return found

    def alone(self, word: str) -> str:
        """Return a word's letters, spoken alone, without its marks."""
        if word not in self.known:
            self.known[word] = "".join(one[:1] for one in self.letters(word)).strip(f"{ENDS} ")
        return self.known[word]

    def sound(self, letters: list[str]) -> tuple[Any, list[int] | None, list[int]]:
        """Return samples as floats, and the sample that each letter begins at, if that is told.

        At last, the sample at which the blank behind each begins.
        """
        import numpy as np

        ids, firsts, blanks = list[int](), list[int](), list[int]()
        codes = self.config.phoneme_id_map
        for letter in ("^", *letters, "$"):
            firsts.append(len(ids))
            ids += codes.get(letter, ())
            blanks.append(len(ids))
            if letter in codes and letter != "$":
                ids += codes["_"]
        scales = np.array([0.0, self.config.length_scale * self.longer, 0.0], np.float32)
        given = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": scales,
        }
        if self.config.num_speakers > 1:
            given["sid"] = np.array([self.config.default_speaker_id], np.int64)
        wanted = ["output", *([self.tells] if self.tells else [])]
        made = self.session.run(wanted, given)
        audio = made[0].reshape(-1)
        lengths = made[1].reshape(-1) * self.config.hop_length if self.tells else []
        if len(lengths) != len(ids):
            return audio, None, []
        begins = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
        told = [[int(begins[at]) for at in row[1:-1]] for row in (firsts, blanks)]
        return audio, told[0], told[1]

    def read(self, words: list[str]) -> tuple[dict[str, Any], bytes]:
        """Return the starts of words, letters and their starts, and the samples, of a sentence."""
        import numpy as np

        starts: list[int | None] = []
        phones: list[tuple[str, int]] = []
        sounds: list[Any] = []
        count = 0
        for run in runs(words):
            letters = self.letters(" ".join(run))
            audio, begins, blanks = self.sound(letters)
            if begins is None:
                starts += [count, *[None] * (len(run) - 1)]
            else:
                told = places("".join(one[:1] for one in letters), [self.alone(w) for w in run])
                starts += [
                    None if at is None else count + started(letters, at, begins, blanks)
                    for at in told
                ]
                pairs = zip(letters, begins, strict=True)
                phones += [(one, count + at) for one, at in pairs if one.isalpha()]
            sounds.append(np.rint(np.clip(audio * LOUDEST, -1, 1) * 32767).astype("<i2"))
            count += len(audio)
        head = {"samples": count, "starts": starts, "phones": phones}
        return head, b"".join(sound.tobytes() for sound in sounds)


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the head and the samples for a request."""
    sys.path += request["packages"]
    try:
        reader = Reader(request)
    except ImportError:
        raise
    except Exception as error:  # noqa: BLE001 - what a file that is no model makes of it
        return {"broken": " ".join(f"{type(error).__name__}: {error}".split())[:200]}, b""
    heads, sounds = [], []
    for words in request["sentences"]:
        head, sound = reader.read(words)
        heads.append(head)
        sounds.append(sound)
    return {"rate": reader.config.sample_rate, "sentences": heads}, b"".join(sounds)


def main() -> None:
    """Answer the request on standard input."""
    told = sys.stdout.buffer
    sys.stdout = sys.stderr  # what libraries print is no answer
    head, samples = answer(json.loads(sys.stdin.buffer.read()))
    body = json.dumps(head).encode()
    told.write(struct.pack("<I", len(body)) + body + samples)


if __name__ == "__main__":
    main()
