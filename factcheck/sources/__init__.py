"""Who publishes, how far trusted, who owns or copies whom."""
