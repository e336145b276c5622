"""What is in a music file, and how one is written."""
