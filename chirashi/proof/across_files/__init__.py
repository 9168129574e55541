"""Rules across files: `completeness` (each surface shows what `required.toml` lists), `languages` (the
same values in each), `exports` (calendars and search against pages), `press_sheets` (the print
shop's sheets against the office's) and `download_sizes` (the size named beside a link).
"""
