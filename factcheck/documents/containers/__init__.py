"""Files that hold several documents: ZIP, WARC, WACZ, JSONL. Pure: no database.

A container's bytes are kept once. Its members are listed by `reading.members`, and any of them is read again,
at any later time, by `reading.read_member` from where it lies: nothing in it is ever unpacked to a named file.
"""
