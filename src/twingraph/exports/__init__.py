"""Exports: the graph in the formats of others.

``rdf`` writes RDF, ``networks`` files for network tools, ``tables`` rows for spreadsheets;
``writing`` chooses among them and writes files.
"""
