"""Portraits of networks: measures with tables, plots and words, as one page that stands alone.

In: a graph, links or a file of links. Out: a page in French or English that loads nothing, and
beside it each figure as SVG and each table as CSV. The statistics are those of ``measures``.
"""
