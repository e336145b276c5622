"""What can be chosen: text files become domain values."""
