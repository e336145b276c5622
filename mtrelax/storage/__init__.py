"""What is kept: the session log, people's own music, and settings."""
