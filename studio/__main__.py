"""python -m studio: render what ships, draw it, and measure it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked for. Only what that needs is imported: to check, nothing of the studio's own."""
    asked = _parser().parse_args(arguments)
    if asked.command == "check":
        from studio.check import check

        return 1 if check(asked.assets, print) else 0
    if asked.command == "proofread":
        from studio.pieces import PIECES, compose
        from studio.score.proofread import remarks

        for slug in PIECES:
            for remark in remarks(compose(slug)):
                print(remark)
        return 0
    return _render(asked.names, asked.work, asked.assets)


def _render(names: Sequence[str], work: Path, assets: Path) -> int:
    """Render pieces and sounds; draw and measure each as it is heard."""
    from studio import recording, sounds
    from studio.heard import listen
    from studio.look import draw
    from studio.master import decode_opus
    from studio.pieces import PIECES

    known = [*PIECES, *sounds.SOUNDS]
    if unknown := set(names) - {*known, "all"}:
        print(f"There is no {', '.join(unknown)}. There is: {', '.join(known)}.", file=sys.stderr)
        return 2
    print(f"{'':<20}{'s':>8}{'LUFS':>8}{'LU':>8}{'dBTP':>8}{'Hz':>8}{'LU in 3s':>10}{'LU in 1s':>10}")
    for name in known if "all" in names else names:
        path = recording.record(name, work, assets) if name in PIECES else sounds.record(name, assets)
        draw(decode_opus(path), name, work / "pictures" / f"{name}.png")
        heard = listen(path)
        print(
            f"{name:<20}{heard.seconds:8.1f}{heard.loudness:8.2f}{heard.range:8.1f}{heard.peak:8.1f}"
            f"{heard.centroid:8.0f}{heard.rise():10.1f}{heard.jump():10.1f}",
            flush=True,
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m studio", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("render", help="compose, render, encode, draw and measure")
    making.add_argument("names", nargs="+", metavar="NAME", help="a piece, a place, bell; or all")
    making.add_argument("--work", type=Path, default=_ROOT / ".studio", help="where samples and stems lie")
    checking = commands.add_parser("check", help="measure everything that ships")
    commands.add_parser("proofread", help="read the scores: what growls, what rubs")
    for command in (making, checking):
        command.add_argument("--assets", type=Path, default=_ROOT / "assets")
    return parser


if __name__ == "__main__":
    sys.exit(main())
