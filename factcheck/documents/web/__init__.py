"""Pages fetched from the web, with the proof of how they were obtained."""
