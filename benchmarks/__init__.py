"""mtrelax beside other programs, measured in one run: ``python3 dev.py bench``. One module for each row."""
