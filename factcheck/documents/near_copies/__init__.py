"""Finding documents that share their words: one work received twice, a copy, an excerpt. What it means, people say."""
