"""Chirashi: one data file and bilingual Markdown in, a proved brochure out.

The run is load, check, render, publish; `build.py` at the root is the command.
"""

__version__ = "0.1.0"
