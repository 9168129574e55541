"""Rules across files: `completeness` (each surface shows what `required.toml` lists), `languages` (the
same values in each), `exports` (calendars and search against pages), `press_sheets` (the print
shop's sheets against the office's) and `download_sizes` (the size named beside a link).

`whole_site` goes through what a site shows as a whole: `destinations` (where links lead), `search_engines` (which
addresses those are told), `host_rules` (`_headers`) and `material_frame` (the theme's own files and settings).
"""
