"""City dossiers: what the graph holds about one city, with the passage behind every line.

In: the name of a city, and an open graph. Out: `Dossier`, frozen data in one language, and its text
(plain or Markdown) or JSON. It writes no files, knows nothing of any particular city, and adds
nothing that no source says.
"""

from twingraph.dossiers.choosing import dossier
from twingraph.dossiers.model import Dossier, to_json
from twingraph.dossiers.text import markdown, plain

__all__ = ["Dossier", "dossier", "markdown", "plain", "to_json"]
