"""python -m studio.voice: record scripts and the words of a breath, and judge what was recorded."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from studio.voice import breath
from studio.voice.judge import Recogniser, judge, table
from studio.voice.judged import read_judged, write_judged
from studio.voice.kokoro import Kokoro
from studio.voice.recording import record
from studio.voice.texts import ASSETS, find_texts
from studio.voice.voices import VOICES

BREATH = "breath"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for; 1 if a recording is not good enough."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    folder, voices = asked.work / "voice", [asked.voice] if asked.voice else list(VOICES)
    texts = find_texts(asked.slug, asked.assets)
    if not texts and asked.slug != BREATH:
        parser.error(f"there is no script {asked.slug!r}")
    if asked.command == "judge":
        recogniser = Recogniser(folder)
        judged = {
            f"{text.slug}.{voice}": judge(text, voice, recogniser)
            for text in texts
            for voice in voices
            if text.beside(voice, "opus").exists()
        }
        write_judged(read_judged() | judged)
        print(*table(judged.items()), sep="\n")
        return 0 if all(found.good for found in judged.values()) else 1
    for voice in voices:
        kokoro = Kokoro(folder, voice)
        for text in texts:
            print(record(text, kokoro, voice), flush=True)
        if asked.slug in {"all", BREATH}:
            print(*breath.record(kokoro, voice, asked.assets), sep="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m studio.voice", description=__doc__)
    parser.add_argument("command", choices=["record", "judge"])
    parser.add_argument("slug", nargs="?", default="all", help=f"a script, {BREATH!r}, or all")
    parser.add_argument("--voice", choices=VOICES, help="one voice; otherwise all of them")
    parser.add_argument(
        "--work", type=Path, default=Path(".studio"), help="folder that setup_voice.sh filled"
    )
    parser.add_argument("--assets", type=Path, default=ASSETS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
