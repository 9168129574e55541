"""Chirashi: one data file and bilingual Markdown in, a proved brochure out.

The run is load, check, render, prove, publish; `chirashi` is the command, and `build.py` the same for one project.
"""

__version__ = "0.1.0"
