"""The customer barcode (カスタマバーコード) of Japan Post: figures of a postcode and an address, with a check digit.

Twenty places for the postcode and the figures of the address, one for the check digit, between a start and a stop.
Every place is three bars of four kinds, told by how far they reach: L up and down, U up, D down, T neither.
"""

from __future__ import annotations

SIGNS = "0123456789-abcdefgh"
"""What a place can hold, by its value for the check digit; a to h are the controls CC1 to CC8."""
_BARS = "LTT LLT LDU DLU LUD LTL DUL ULD UDL TLL TLT DUT DTU UDT TDU UTD TUD TTL LLL"
BARS = {sign: _BARS[4 * value : 4 * value + 3] for value, sign in enumerate(SIGNS)}
START, STOP = "LD", "DL"
FILL = "d"  # CC4, to the end of the address
PLACES = 20
POINTS = (8.0, 11.5)  # from the least size to the greatest
CLEAR_MM = 2.0  # of white on every side
PITCH_MM = 0.12  # from bar to bar, for each point of size
WIDTH_MM = 0.06  # of a bar
REACH_MM = {"L": (-0.18, 0.18), "U": (-0.06, 0.18), "D": (-0.18, 0.06), "T": (-0.06, 0.06)}
"""How far a bar reaches below and above the middle, for each point of size."""
COUNT = len(START) + 3 * (PLACES + 1) + len(STOP)


def signs(postcode: str, figures: str) -> str:
    """The 21 signs of a code, the check digit last.

    :param postcode: seven figures.
    :param figures: those of the address, see `addresses.figures`; what goes beyond 13 places is left out.
    """
    told = postcode + "".join(sign if sign in SIGNS[:11] else _letter(sign) for sign in figures)
    told = told[:PLACES].ljust(PLACES, FILL)
    return told + SIGNS[-sum(map(SIGNS.index, told)) % len(SIGNS)]


def _letter(letter: str) -> str:
    """A letter is a control and a figure: A is CC1 0, K is CC2 0, U is CC3 0."""
    control, figure = divmod(ord(letter) - ord("A"), 10)
    return "abc"[control] + str(figure)


def bars(told: str) -> str:
    """The kinds of bars of 21 signs, from start to stop."""
    return START + "".join(BARS[sign] for sign in told) + STOP


def length_mm(points: float) -> float:
    """From the left edge of the first bar to the right edge of the last."""
    return ((COUNT - 1) * PITCH_MM + WIDTH_MM) * points
