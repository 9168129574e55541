"""Figures in text: each read by its value, in Japanese and English, whatever it is written like.

`numerals` turns numbers in words into digits, `date_forms` knows how dates are written, `addresses`
those of the web and of mail; `figure_reading` scans a text with them and gives `figures`.
"""
