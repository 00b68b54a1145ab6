"""The exact words: quoted spans of an extraction's text."""
