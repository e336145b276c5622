"""Manners of a desktop program: what it asks of the machine that it runs on."""
