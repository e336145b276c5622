"""What one sees: a package for each screen, and the parts that they are built from."""
