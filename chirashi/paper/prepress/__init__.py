"""Prepress: the print shop's file of a sheet.

`inks` reads the inks of the sheet's colours, `press_sheet` adds bleed and marks and writes PDF/X.
"""
