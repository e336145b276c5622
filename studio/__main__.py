"""python -m studio: render what ships, and measure it."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from studio import measure, recording, sounds
from studio.look import draw
from studio.master import decode_opus
from studio.pieces import PIECES, compose
from studio.score.proofread import remarks

_ROOT: Final = Path(__file__).parent.parent
_HEADING: Final = f"{'':<14} {'s':>6} {'LUFS':>7} {'LRA':>5} {'dBTP':>6} {'Hz':>6} {'LU/3s':>6} {'LU/s':>5}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what was asked for."""
    asked = _parser().parse_args(arguments)
    if asked.command == "render":
        for name in [*PIECES, *sounds.SOUNDS] if asked.name == "all" else [asked.name]:
            print(render(name, asked.work, asked.assets), flush=True)
    else:
        print(_HEADING)
        for path in _files(asked.assets):
            print(row(path), flush=True)
        for slug in PIECES:
            for remark in remarks(compose(slug)):
                print(remark)


def render(name: str, work: Path, assets: Path) -> str:
    """Render a piece or a sound and draw its picture; return its row of the table."""
    path = recording.record(name, work, assets) if name in PIECES else sounds.record(name, assets)
    draw(decode_opus(path), name, work / "pictures" / f"{name}.png")
    return row(path)


def row(path: Path) -> str:
    """Return what a file measures, as it is heard: decoded."""
    heard = decode_opus(path)
    return (
        f"{path.stem:<14} {len(heard) / measure.SAMPLE_RATE:6.1f} {measure.integrated_loudness(heard):7.2f}"
        f" {measure.loudness_range(heard):5.1f} {measure.true_peak(heard):6.2f} {measure.centroid(heard):6.0f}"
        f" {measure.steepest_rise(heard):6.1f} {measure.steepest_rise(heard, window=0.4, within=1.0):5.1f}"
    )


def _files(assets: Path) -> list[Path]:
    """Return the files of all pieces and sounds that have been rendered."""
    pieces = [assets / recording.MUSIC / f"{slug}.opus" for slug in PIECES]
    others = [assets / recipe.folder / f"{name}.opus" for name, recipe in sounds.SOUNDS.items()]
    return [path for path in [*pieces, *others] if path.exists()]


def _parser() -> argparse.ArgumentParser:
    """Return the two commands."""
    parser = argparse.ArgumentParser(prog="python -m studio", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("render", help="compose, render and encode")
    making.add_argument("name", choices=[*PIECES, *sounds.SOUNDS, "all"])
    making.add_argument("--work", type=Path, default=_ROOT / ".studio", help="where samples and stems lie")
    checking = commands.add_parser("check", help="measure what has been rendered")
    for command in (making, checking):
        command.add_argument("--assets", type=Path, default=_ROOT / "assets")
    return parser


if __name__ == "__main__":
    main()
