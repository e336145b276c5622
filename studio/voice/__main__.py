"""python -m studio.voice: record scripts and the words of a breath, and judge what was recorded."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from studio.voice import breath, session
from studio.voice.judge import Recogniser, judge, table
from studio.voice.judged import read_judged, write_judged
from studio.voice.kokoro import Kokoro
from studio.voice.recording import record
from studio.voice.texts import ASSETS, Text, find_texts
from studio.voice.voices import VOICES

BREATH = "breath"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for; 1 if something is not good enough."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    folder = asked.work / "voice"
    if asked.command == "understood":
        return _hear_sessions(asked.files, Recogniser(folder))
    texts, voices = find_texts(asked.slug, asked.assets), [asked.voice] if asked.voice else list(VOICES)
    if not texts and asked.slug != BREATH:
        parser.error(f"there is no script {asked.slug!r}")
    if asked.command == "judge":
        return _judge(texts, voices, Recogniser(folder))
    for voice in voices:
        kokoro = Kokoro(folder, voice)
        for text in texts:
            print(record(text, kokoro, voice), flush=True)
        if asked.slug in {"all", BREATH}:
            print(*breath.record(kokoro, voice, asked.assets), sep="\n")
    return 0


def _judge(texts: Sequence[Text], voices: Sequence[str], recogniser: Recogniser) -> int:
    """Judge recordings, and keep what was found beside the studio."""
    judged = {
        f"{text.slug}.{voice}": judge(text, voice, recogniser)
        for text in texts
        for voice in voices
        if text.beside(voice, "opus").exists()
    }
    write_judged(read_judged() | judged)
    print(*table(judged.items()), sep="\n")
    return 0 if all(found.good for found in judged.values()) else 1


def _hear_sessions(files: Sequence[Path], recogniser: Recogniser) -> int:
    """Say how much of each session is understood."""
    worst = 0.0
    for file in files:
        words, wrong = map(sum, zip(*session.misheard(file, recogniser), strict=True))
        worst = max(worst, wrong / words)
        print(f"{file.stem:<20} {words:5} words {wrong:4} misheard {100 * wrong / words:5.1f} %", flush=True)
    return 0 if worst < session.MOST_ERRORS else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m studio.voice", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    recording = commands.add_parser("record", help="speak a script in both voices")
    judging = commands.add_parser("judge", help="let a recogniser and a quality predictor hear recordings")
    for command in (recording, judging):
        command.add_argument("slug", nargs="?", default="all", help=f"a script, {BREATH!r}, or all")
        command.add_argument("--voice", choices=VOICES, help="one voice; otherwise all of them")
        command.add_argument("--assets", type=Path, default=ASSETS)
    hearing = commands.add_parser("understood", help="whether the words of rendered sessions are understood")
    hearing.add_argument("files", nargs="+", type=Path, metavar="FILE.opus", help="with its .vtt beside it")
    for command in (recording, judging, hearing):
        command.add_argument("--work", type=Path, default=Path(".studio"), help="folder that setup.sh filled")
    return parser


if __name__ == "__main__":
    sys.exit(main())
