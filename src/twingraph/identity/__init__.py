"""Identity: which city a place of a source is, graded and with reasons.

In: places as sources name them, the cities that the graph holds, reviewed decisions. Out: a match
for each place and the cities that these make. Only what is sure merges; nothing is written here.
"""

from __future__ import annotations
