"""Sense: what can be read and is yet hardly meant.

`contacts` asks whether numbers and addresses can be somebody's, `amounts` whether an amount stands
far from its neighbours, `last_edition` what has changed since the year before more than it should,
and `contradictions` whether prose says what the data says.
"""
