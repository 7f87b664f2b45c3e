"""Recordings by another voice than the one that recordings are held against."""

import wave
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clipkit.model.script import Token
from clipkit.voice import espeak
from clipkit.voice.normalise import Normaliser
from clipkit.voice.takes import Spoken, Take

Samples = NDArray[np.int16]
SCRIPT = (
    "Banjir besar melanda beberapa kecamatan sejak Senin malam.",
    "Petugas gabungan mengevakuasi warga dengan perahu karet.",
    "Sekitar tiga ratus keluarga mengungsi ke gedung sekolah.",
    "Pemerintah daerah menyiapkan dapur umum dan obat-obatan.",
)
OTHER = (
    "Setelah dijemur selama dua minggu, biji kopi disangrai dengan api kecil.",
    "Rasanya manis, sedikit asam, dan aromanya seperti bunga melati.",
    "Kalau penasaran, silakan datang ke kedai kami di dekat pasar lama.",
)
RATE = 22050
PAUSES = (0.35, 1.4, 0.2, 0.5)


def spoken(*texts: str) -> list[Spoken]:
    hear = Normaliser("id")
    return [hear([Token(text=part) for part in text.split(" ")]) for text in texts]


@cache
def said(text: str, variant: str, rate: int, pitch: int) -> Take:
    """A sentence by another voice, spoken once for all tests."""
    other = espeak.Espeak(
        voice="id", variant=variant, rate=rate, pitch=pitch, range=50, wordgap=0, volume=60
    )
    (take,) = other.speak(spoken(text))
    return take


def recorded(
    texts: Sequence[str], variant: str = "f3", rate: int = 140, pitch: int = 60
) -> tuple[Samples, list[list[float]]]:
    """A recording by another voice than the reference's: its samples, and when its words start."""
    noise = np.random.default_rng(7)
    parts, starts, at = [np.zeros(9000, np.int16)], [], 9000
    for k, take in enumerate(said(text, variant, rate, pitch) for text in texts):
        starts.append([at / RATE + word.start for word in take.words])
        quiet = np.zeros(round(RATE * PAUSES[k % 4]), np.int16)
        parts += [take.samples, quiet]
        at += len(take.samples) + len(quiet)
    whole = np.concatenate(parts)
    return (whole + noise.normal(0, 8, len(whole))).astype(np.int16), starts


def saved(path: Path, samples: NDArray[np.int16]) -> Path:
    """A WAV file of mono samples."""
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, RATE, len(samples), "NONE", ""))
        out.writeframes(samples.astype("<i2").tobytes())
    return path
