"""The mix as AAC: how near to it what is decoded lies, and that it is the same every time."""

from itertools import pairwise

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from clipkit.rendering import mp4
from clipkit.rendering.packets import Packets

RATE = 48000
FRAME = 1024


def talk(seconds: float) -> NDArray[np.float32]:
    """A voice's harmonics in syllables, in the middle, over two chords, to the left and right."""
    clock = np.arange(round(seconds * RATE)) / RATE
    pitch = 2 * np.pi * np.cumsum(140 + 25 * np.sin(2 * np.pi * 0.7 * clock)) / RATE
    voice = sum(np.sin(k * pitch) / k**1.2 for k in range(1, 25))
    voice = voice * (0.5 - 0.5 * np.cos(2 * np.pi * 4 * clock)) * 0.15
    sides = [
        sum(np.sin(2 * np.pi * hertz * clock) for hertz in chord) * 0.02
        for chord in ((220, 277.2, 329.6), (440, 554.4, 659.3))
    ]
    return np.stack([voice + side for side in sides], axis=1).astype(np.float32)


def decoded(packets: Packets) -> NDArray[np.float32]:
    """As a player without an edit list hears it, (n, 2)."""
    decoder = av.CodecContext.create("aac", "r")
    assert isinstance(decoder, av.AudioCodecContext)
    decoder.extradata = bytes([0x11, 0x90])  # AAC-LC, 48 kHz, stereo
    heard = [
        frame.to_ndarray()
        for coded in packets
        for frame in decoder.decode(av.Packet(coded.content))
    ]
    return np.asarray(np.concatenate(heard, axis=1).T, np.float32)


def below(mix: NDArray[np.float32], noise: NDArray[np.float32]) -> float:
    """How many dB noise lies below a mix."""
    return 10 * float(np.log10(np.square(mix).sum() / np.square(noise).sum()))


@pytest.fixture(scope="module")
def mix() -> NDArray[np.float32]:
    return talk(14.0)


@pytest.fixture(scope="module")
def coded(mix: NDArray[np.float32]) -> Packets:
    return mp4.encoded_sound(mix)


def test_what_is_heard_is_the_mix(mix: NDArray[np.float32], coded: Packets) -> None:
    heard = decoded(coded)
    assert len(mix) <= len(heard) < len(mix) + 2 * FRAME
    clean = slice(FRAME, len(mix))
    assert below(mix[clean], heard[clean] - mix[clean]) > 40


def test_nothing_is_heard_where_its_runs_meet(mix: NDArray[np.float32], coded: Packets) -> None:
    noise = decoded(coded)[: len(mix)] - mix
    length = len(mix) // FRAME
    powers = np.square(noise[: length * FRAME]).reshape(length, -1).mean(axis=1)
    middle = powers[len(coded) // 2 - 3 : len(coded) // 2 + 3]
    assert middle.max() < np.percentile(powers[2:-2], 99) * 1.5


def test_packets_follow_each_other(mix: NDArray[np.float32], coded: Packets) -> None:
    listed = list(coded)
    assert listed[0].pts == -FRAME
    assert {two.pts - one.pts for one, two in pairwise(listed)} == {FRAME}
    assert listed[-1].pts + listed[-1].duration == len(mix) - FRAME
    assert all(one.key for one in listed)


def test_the_same_mix_gives_the_same_bytes(mix: NDArray[np.float32], coded: Packets) -> None:
    assert all(mp4.encoded_sound(mix).block == coded.block for _ in range(3))


@pytest.mark.parametrize("samples", [1025, 2048, 5000, 255 * FRAME, 255 * FRAME + 1])
def test_a_sound_of_any_length_is_whole(samples: int) -> None:
    mix = talk(6.0)[:samples]
    coded = mp4.encoded_sound(mix)
    last = list(coded)[-1]
    assert last.pts + last.duration == len(mix) - FRAME
    assert len(decoded(coded)) >= len(mix)


def test_noise_to_both_sides_stays_within_what_platforms_take() -> None:
    noise = np.random.default_rng(2).normal(0, 0.1, (8 * RATE, 2)).astype(np.float32)
    assert mp4.encoded_sound(noise).nbytes * 8 / 8.0 < 192_000
