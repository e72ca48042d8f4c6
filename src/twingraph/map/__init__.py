"""The map: one city's network as a picture, and tables that say the same.

In: a graph. Out: see ``pyvis``, which draws; ``surroundings`` reads what is drawn, ``layout`` says
where it stands, ``page`` and ``words`` make the page around it.
"""
