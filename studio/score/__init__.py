"""What is to be played: harmony, voicing, phrases, and time as hands keep it."""
