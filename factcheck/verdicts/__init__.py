"""The desk's judgement, who agreed, and what it rested on."""
