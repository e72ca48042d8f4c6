"""Networks as arrays, from the graph and from files: what is measured.

In: a graph and the name of a projection, a NetworkX graph or a file of links. Out: `Links`. It
measures nothing.
"""
