"""Pages of the verdict stage: writing, reviewing, what comes after, and rating scales."""
