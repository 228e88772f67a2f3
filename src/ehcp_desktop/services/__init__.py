"""What the program can do for a family, one module for each task."""
