"""Claims: what imported sources say of pairs of cities and of networks, as N-Quads.

In: the kept rows of sources and the identities of their places. Out: lines of N-Quads, a named graph
for each source, one for identity and one for what the gazetteer says. It decides nothing.
"""

from __future__ import annotations
