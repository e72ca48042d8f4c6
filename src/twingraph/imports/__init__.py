"""Imports: files of other people's lists to rows that are kept with their source.

In: a specification (which reader, which columns, whose data) and a file or an endpoint. Out:
places, links and members as the source states them, streamed, with what is wrong by file and row.
Which city a place is, and what becomes of a row in the graph, is decided by those who come after.
"""

from __future__ import annotations
