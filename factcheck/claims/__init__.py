"""What is asserted, by whom, and where it was said."""
