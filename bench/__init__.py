"""Measurements of what the product promises about speed: ``python -m bench`` (``make bench``)."""
