"""Cells: how a value of the data is shown in one (`shown`), and what somebody meant by one.

`amounts` reads money as people write it and as Excel shows it; `meant` reads every kind of value.
"""
