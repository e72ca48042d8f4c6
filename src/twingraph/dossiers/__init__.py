"""City dossiers: what the graph holds about one city, with the passage behind every line.

In: an open graph and the name of a city. Out: `Dossier`, frozen data in one language, and its text
(plain or Markdown) or JSON. It writes no files, knows nothing of any particular city, and adds
nothing that no source says.
"""

from twingraph.dossiers.assembling import dossier
from twingraph.dossiers.model import Dossier, from_json, to_json
from twingraph.dossiers.text import markdown, plain

__all__ = ["Dossier", "dossier", "from_json", "markdown", "plain", "to_json"]
