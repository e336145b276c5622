"""python -m mtrelax."""

from mtrelax.cli import main

if __name__ == "__main__":
    main(prog_name="mtrelax")
