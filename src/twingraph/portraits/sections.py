"""The sections of a portrait: which measures answer which question, and how to read the answer.

In: nothing. Out: `GLANCE`, `NETWORK` and `REPORT`, sections in their order. A measure that is added
to the catalogue stands in a portrait once its name stands here.
"""

from __future__ import annotations

from typing import Final

from twingraph.measures.model import Words
from twingraph.portraits.model import Section

GLANCE: Final = Section(
    "glance",
    Words("At a glance", "En bref"),
    Words(
        "How large the network is, into how many parts it falls, and how its ties lie.",
        "Quelle est la taille du réseau, en combien de parties il se divise, et comment ses liens "
        "se placent.",
    ),
    ("portrait",),
)

NETWORK: Final = (
    Section(
        "chance",
        Words(
            "What the numbers of partners explain", "Ce que les nombres de partenaires expliquent"
        ),
        Words(
            "The same figures in networks drawn at random in which each city keeps its number of "
            "partners. What lies inside the interval needs no other reason than these numbers.",
            "Les mêmes valeurs dans des réseaux tirés au hasard où chaque ville garde son nombre "
            "de partenaires. Ce qui est dans l’intervalle n’a pas besoin d’autre raison que ces "
            "nombres.",
        ),
        ("portrait-against-nulls",),
        "chance",
    ),
    Section(
        "degrees",
        Words("How many partners cities have", "Combien de partenaires ont les villes"),
        Words(
            "The share of cities with so many partners or more, on two logarithmic scales. The "
            "grey band is what pairs drawn at random would give: with as many cities and pairs, "
            "each pair as likely.",
            "La part des villes qui ont autant de partenaires ou plus, sur deux échelles "
            "logarithmiques. La bande grise est ce que donneraient des paires tirées au hasard : "
            "autant de villes et de paires, chaque paire étant aussi probable.",
        ),
        ("degree-distribution", "power-law"),
        "degrees",
    ),
    Section(
        "ranks",
        Words(
            "Who has the most partners, and how surely",
            "Qui a le plus de partenaires, et avec quelle certitude",
        ),
        Words(
            "No list is complete. The bars show where a city's rank lies when a tenth of the ties "
            "is missing; where the bars of two rows meet, do not say that one stands before the "
            "other.",
            "Aucune liste n’est complète. Les barres montrent où se place le rang d’une ville "
            "quand il manque un dixième des liens ; là où celles de deux lignes se touchent, ne "
            "pas dire que l’une précède l’autre.",
        ),
        ("degree-bands",),
        "ranks",
    ),
    Section(
        "distance",
        Words("How far partners lie from each other", "À quelle distance sont les partenaires"),
        Words(
            "How many times as many links there are at a distance as three ideas of chance would "
            "give: 1 is as many. The first knows only where cities lie, the second also how many "
            "partners each has, the third also in which countries.",
            "Combien de fois plus de liens à une distance que n’en donneraient trois idées du "
            "hasard : 1, autant. La première ne connaît que la place des villes, la deuxième aussi "
            "leur nombre de partenaires, la troisième aussi les pays de ceux-ci.",
        ),
        ("distance-of-links", "distance-histogram"),
        "distance",
    ),
    Section(
        "countries",
        Words("Which countries are tied", "Quels pays sont liés"),
        Words(
            "Links between the cities of two countries over as many as their numbers of links "
            "would give: above 1 they seek each other, below 1 they do not.",
            "Liens entre les villes de deux pays, rapportés à ce que donneraient leurs nombres de "
            "liens : au-dessus de 1 ils se cherchent, au-dessous non.",
        ),
        ("matrix-by-country",),
        "countries",
    ),
    Section(
        "mixing",
        Words("Whether links stay among their own", "Si les liens restent entre soi"),
        Words(
            "Whether partners share a country, a continent, an official language, a side of the "
            "European Union's border. Assortativity 0 is as chance gives, 1 all links within, "
            "below 0 avoided.",
            "Si les partenaires ont en commun un pays, un continent, une langue officielle, un "
            "côté de la frontière de l’Union européenne. Assortativité 0 : comme au hasard ; 1 : "
            "tous les liens au sein des groupes ; moins de 0 : évités.",
        ),
        ("mixing-by-country", "mixing-by-continent", "mixing-by-language", "mixing-by-eu"),
        "mixing",
    ),
    Section(
        "communities",
        Words("Into which groups the network falls", "En quels groupes le réseau se divise"),
        Words(
            "Groups with many links inside and few outwards, found again and again; stability "
            "says how often a group's cities are found together.",
            "Des groupes qui ont beaucoup de liens internes et peu vers l’extérieur, cherchés de "
            "nombreuses fois ; la stabilité dit combien de fois ses villes se retrouvent ensemble.",
        ),
        ("communities", "community-sizes"),
        "communities",
    ),
    Section(
        "growth",
        Words("When ties began", "Quand les liens ont commencé"),
        Words(
            "Ties by the year in which they began. Those without a year are no sample of the "
            "others and are not in the picture. A year that stands out alone may be a list's "
            "convention for a year not known, and no event.",
            "Les liens par année de début. Ceux dont l’année n’est pas dite ne ressemblent pas "
            "forcément aux autres et ne sont pas dans l’image. Une année qui se détache seule peut "
            "être, dans une liste, la convention pour une année inconnue, et non un événement.",
        ),
        ("growth",),
        "growth",
    ),
    Section(
        "coverage",
        Words("What the sources cover", "Ce que couvrent les sources"),
        Words(
            "What is here against what others have counted. A figure of a network is one of its "
            "sources.",
            "Ce qui est ici face à ce que d’autres ont compté. Une valeur d’un réseau est celle de "
            "ses sources.",
        ),
        ("coverage", "source-overlap", "published-counts"),
    ),
)
"""What is asked of a network of many cities."""

REPORT: Final = (
    Section(
        "inventory",
        Words("What the reports tell", "Ce que relatent les rapports"),
        Words(
            "All ties by what is told of them; what is only planned or wished for is counted "
            "apart.",
            "Tous les liens d’après ce qui en est dit. Ce qui n’est que prévu ou souhaité est "
            "compté à part.",
        ),
        ("inventory",),
    ),
    Section(
        "domains",
        Words("What the relations are about", "De quoi traitent les relations"),
        Words(
            "Themes of agreements, projects and events that were done, and with how many partners.",
            "Thèmes des accords, des projets et des événements réalisés, et avec combien de "
            "partenaires.",
        ),
        ("domains",),
        "domains",
    ),
    Section(
        "timeline",
        Words("What happened when", "Ce qui s’est passé, et quand"),
        Words(
            "Beginnings and ends of agreements and events with each partner, what was done apart "
            "from what is planned or wished for.",
            "Débuts et fins d’accords et événements avec chaque partenaire, ce qui s’est fait à "
            "part de ce qui est prévu ou souhaité.",
        ),
        ("timeline",),
        "timeline",
    ),
    Section(
        "months",
        Words("Events by month", "Les événements par mois"),
        Words(
            "Events that the reports tell. The grey lines say which rates would give such a number "
            "by chance: counts so small vary.",
            "Les événements relatés. Les traits gris disent quels rythmes donneraient un tel "
            "nombre par hasard : des nombres si petits varient.",
        ),
        ("events-by-month",),
        "months",
    ),
    Section(
        "visits",
        Words("Who visits whom", "Qui rend visite à qui"),
        Words(
            "Visits sent and received, what was done apart from what is to come.",
            "Visites faites et reçues, ce qui s’est fait à part de ce qui est à venir.",
        ),
        ("visits", "visits-by-month"),
        "visits",
    ),
    Section(
        "actors",
        Words("Who carries the relations", "Qui porte les relations"),
        Words(
            "Bodies and people by kind, and in how many events they act.",
            "Organismes et personnes par sorte, et dans combien d’événements ils agissent.",
        ),
        ("actors",),
        "actors",
    ),
    Section(
        "hinges",
        Words("On whom a relation hangs", "De qui dépend une relation"),
        Words(
            "Persons and offices through which the contacts with a partner go. Where there is only "
            "one, the relation hangs on it.",
            "Les personnes et les fonctions par lesquelles passent les contacts avec un "
            "partenaire. Là où il n’y en a qu’une, la relation en dépend.",
        ),
        ("hinges",),
    ),
    Section(
        "dormant",
        Words("Which relations are silent", "Quelles relations se taisent"),
        Words(
            "The last year of which an event with a partner is told, and what is to come.",
            "La dernière année dont on relate un événement avec un partenaire, et ce qui est à "
            "venir.",
        ),
        ("dormant",),
    ),
    Section(
        "ties",
        Words("Ties by city", "Les liens par ville"),
        Words(
            "How many links stand between a city and the others: agreements and claims of a tie.",
            "Combien de liens tient chaque ville avec les autres : accords et affirmations d’un "
            "lien.",
        ),
        ("strength",),
    ),
)
"""What is asked where one city's reports are all that was read."""
