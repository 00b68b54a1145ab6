"""Checks published before, or elsewhere: brought in from a desk's archive or a feed, each with its own label.

`rows` says what one check may hold, the readers find the checks in a file, `bringing` writes them down.
"""
