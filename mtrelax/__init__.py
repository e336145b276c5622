"""mtrelax guides a person through a relaxation session: music, breathing, imagery and a rating of stress."""

__version__ = "0.1.0"
