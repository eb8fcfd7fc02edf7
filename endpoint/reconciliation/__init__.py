"""Reconciliation: names in a table -> the actors of this graph, by the protocol that OpenRefine speaks.

https://reconciliation-api.github.io/specs/0.2/ and https://reconciliation-api.github.io/specs/draft/
"""
