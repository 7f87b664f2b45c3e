"""What is heard, and when: voice, music, the clips' own sound, the brand's sonic logo."""

from collections.abc import Mapping, Sequence

from clipkit.model.cues import Cue, Footage
from clipkit.model.facts import Facts
from clipkit.model.script import Script
from clipkit.model.timeline import FootageSound, MusicSound, SonicSound, Sound, VoiceSound
from clipkit.model.words import Said
from clipkit.planning.look import Look
from clipkit.planning.pictures import Shot
from clipkit.planning.timing import SceneClock

FADE_IN, FADE_OUT = 0.4, 1.2
DUCK = -14.0  # dB of a clip's own sound under speech
SONIC = 2.5  # s, where nothing is known of the file


def sounds(
    script: Script,
    said: Sequence[Said],
    clocks: Sequence[SceneClock],
    facts: Mapping[str, Facts],
    look: Look,
    frames: int,
    fps: int,
) -> list[Sound]:
    """Return voice and music. frames: the clip's length."""
    found: list[Sound] = []
    sentence = 0
    for scene, clock in zip(script.scenes, clocks, strict=True):
        for index in range(len(scene.sentences)):
            spoken = said[sentence]
            start = clock.span.first / fps + clock.sentences[index]
            if spoken.take:
                lasts = spoken.seconds if spoken.lasts is None else spoken.lasts
                found.append(
                    VoiceSound(
                        start=round(start, 3),
                        end=round(min(start + lasts, frames / fps), 3),
                        sentence=sentence,
                        take=spoken.take,
                        voice=spoken.voice,
                        spoken=spoken.spoken,
                    )
                )
            sentence += 1
    if look.music and look.music in facts:
        found.append(
            MusicSound(
                start=0.0,
                end=round(frames / fps, 3),
                source=look.music,
                level=look.template.music,
                duck=look.template.duck,
                fade_in=FADE_IN,
                fade_out=FADE_OUT,
            )
        )
    return found


def footage_sounds(row: Sequence[Shot], cues: Sequence[Cue], fps: int) -> list[Sound]:
    """Return the clips' own sound, from the frame that each is first seen. cues: one a shot."""
    found: list[Sound] = []
    for shot, cue in zip(row, cues, strict=True):
        picture, facts = shot.picture, shot.facts
        if not isinstance(cue, Footage) or picture is None or facts is None:
            continue
        if picture.sound == "off" or not facts.sound:
            continue
        start = cue.first / fps
        seconds = max(0.0, cue.source_end - cue.source_start) / cue.speed
        found.append(
            FootageSound(
                start=round(start, 3),
                end=round(min(cue.stop / fps, start + seconds), 3),
                source=cue.source,
                source_start=cue.source_start,
                speed=cue.speed,
                duck=DUCK if picture.sound == "duck" else 0.0,
            )
        )
    return found


def sonic(look: Look, facts: Mapping[str, Facts], first: int, frames: int, fps: int) -> list[Sound]:
    """Return the sonic logo, if there is one. first: the frame that it begins on."""
    if not look.sound or look.sound not in facts:
        return []
    start = first / fps
    end = min(frames / fps, start + (facts[look.sound].seconds or SONIC))
    return [SonicSound(start=round(start, 3), end=round(end, 3), source=look.sound)]
