"""The map: one city's network as a picture, and tables that say the same.

In: a graph. Out: see ``pyvis``, which draws. ``surroundings`` fills the data of ``model``,
``layout`` says where things stand, ``page`` and ``words`` make the page around them.
"""
