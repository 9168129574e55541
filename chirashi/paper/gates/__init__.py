"""Gates: what a sheet must pass before it is handed over; each finds faults in a sheet and mends nothing.

On the laid-out sheet `boxes` finds text that runs out of its place, `overlaps` what stands on
something else, `glyphs` letters that no font has; `finished_pdf` reads the bytes of the file, as a
printer would.
"""
