"""Readers for pictures: their size and what they carry, and the QR codes drawn in them."""
