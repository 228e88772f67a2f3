"""Reports that leave the program on paper or as a table."""
