"""How the audio in assets/ is made: scores, instruments, rooms and the last touches."""
