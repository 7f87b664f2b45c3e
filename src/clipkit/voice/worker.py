"""The child process that holds the espeak-ng library (GPL-3); nothing else in clipkit loads it.

A JSON request on standard input; on standard output a little-endian 32-bit length, as many bytes
of JSON, and the samples (int16). It is started as a file by `python -I -S`: it imports only the
standard library, and one process answers one request, because the library keeps state from one
text to the next and would not give the same samples twice.
"""

import ctypes
import json
import struct
import sys
from typing import Any

PCM, UTF8, PHONEMES = 2, 1, 0x100  # speak_lib.h: output mode, text flags
PHONE_EVENTS, NEVER_EXIT = 0x0001, 0x8000
WORD, PHONE, SENTENCE_END = 1, 7, 0  # event types
PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "range": 4, "wordgap": 7}


class Event(ctypes.Structure):
    """espeak_EVENT. position: characters from 1. sample: since the text's start."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("uid", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("ms", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("string", ctypes.c_char * 8),
    )


class VoiceRow(ctypes.Structure):
    """espeak_VOICE, as far as we read it."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.POINTER(ctypes.c_char)),
        ("file", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
    )


CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event)
)


def _files(lib: ctypes.CDLL) -> dict[str, str]:
    """Files of the voices by their first language code: `en-gb` is in `gmw/en`."""
    lib.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(VoiceRow))
    rows = lib.espeak_ListVoices(None)
    found: dict[str, str] = {}
    for row in iter(rows):  # ends with a null pointer
        if not row:
            break
        voice = row.contents
        first = ctypes.addressof(voice.languages.contents) + 1  # after a byte of priority
        found.setdefault(ctypes.string_at(first).decode(), voice.file.decode())
    return found


def _choose(lib: ctypes.CDLL, code: str, variant: str) -> bool:
    for name in (code, _files(lib).get(code, code)):
        full = f"{name}+{variant}" if variant else name
        if lib.espeak_SetVoiceByName(full.encode()) == 0:
            return True
    return False


def _speak(lib: ctypes.CDLL, rate: int, text: str) -> tuple[dict[str, Any], bytes]:
    words: list[tuple[int, int]] = []
    phones: list[tuple[str, int]] = []
    chunks: list[bytes] = []

    def hear(samples: Any, count: int, events: Any) -> int:  # noqa: ANN401 - ctypes pointers
        if samples and count:
            chunks.append(ctypes.string_at(samples, count * 2))
        k = 0
        while events[k].type != SENTENCE_END:
            event = events[k]
            if event.type == WORD:
                words.append((event.position - 1, event.sample))
            elif event.type == PHONE:
                phones.append((event.string.decode("utf-8", "replace"), event.sample))
            k += 1
        return 0

    callback = CALLBACK(hear)  # held until all is said
    lib.espeak_SetSynthCallback(callback)
    lib.espeak_Synth.argtypes = [
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    ]
    spoken = text.encode()
    if lib.espeak_Synth(spoken, len(spoken) + 1, 0, 1, 0, UTF8 | PHONEMES, None, None) != 0:
        return {"error": "the text was refused"}, b""
    lib.espeak_Synchronize()
    return {"rate": rate, "words": words, "phones": phones}, b"".join(chunks)


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the head and the samples for a request."""
    lib = ctypes.CDLL(request["library"])
    # The data folder is the working directory: a relative path survives any user name.
    rate = lib.espeak_Initialize(PCM, 0, b".", PHONE_EVENTS | NEVER_EXIT)
    if rate <= 0:
        return {"error": f"espeak-ng did not start ({rate})"}, b""
    if not _choose(lib, request["voice"], request["variant"]):
        return {"error": f"no voice {request['voice']}+{request['variant']}"}, b""
    for name, number in PARAMETERS.items():
        lib.espeak_SetParameter(number, request[name], 0)
    # The breath of some variants is seeded with the clock: the same text is to be the same sound.
    lib.espeak_ng_SetRandSeed(ctypes.c_long(1))
    return _speak(lib, rate, request["text"])


def main() -> None:
    """Answer the request on standard input."""
    head, samples = answer(json.loads(sys.stdin.buffer.read()))
    body = json.dumps(head).encode()
    sys.stdout.buffer.write(struct.pack("<I", len(body)) + body + samples)


if __name__ == "__main__":
    main()
