"""Measures of networks: pure functions of links, each with formula, reading and source.

In: links and settings. Out: tables with their provenance. It draws nothing and writes no file.
"""
