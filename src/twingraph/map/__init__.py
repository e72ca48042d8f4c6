"""The map: who is tied to whom as a page for a browser, interactive or drawn by pyvis.

In: a graph. Out: pages. ``showing`` makes the interactive one: ``payload`` gathers what it knows,
``placing`` (with ``stress``, ``forces`` and ``packing``) says where its network's nodes stand,
``bundle`` and ``node`` bring the parts built from web/, ``interactive`` puts them together.
``pyvis`` draws one city's network: ``surroundings`` fills the data of ``model``, ``layout`` places
them, ``page`` and ``words`` make the page around them.
"""
