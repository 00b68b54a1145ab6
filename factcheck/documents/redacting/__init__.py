"""Redacting: taking all that a document holds out of the database, the store and the indexes, for good.

The only permitted update of what is never rewritten. One editor asks, another agrees (`deciding`); then a command that
runs as the owner of the tables carries it out (`carrying_out`), in one transaction and two steps after it:

1. What a seal would hide is emptied: each stage says which rows and columns those are (`registry`), and the audit
   entries of these rows lose the same columns (`trail`). Entries are about rows; they stay, and so do the ids.
   Of the bytes a salted hash is kept, which shows to who has the salt what they were, and tells a leaked file nothing.
2. What the desk wrote elsewhere in its own words stays, but for runs of words that stand in the document (`runs`) and
   in no other that is cited (`quoting`); they are shown before anybody agrees (`preview`).
3. The bytes leave the store, where no other document has the same; the database's samples (`statistics`) and the
   indexes of this host are made anew.

Killed in between, it goes on where it was when the command runs again: `Redaction.blobs_left` names what is to be done.
"""
