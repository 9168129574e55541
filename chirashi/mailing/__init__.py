"""Flyers with a name on them: the edition's flyer for each member of a list, behind a carrier with the address.

`run` takes the steps: the list is read into a register (`members`), the sheets are laid out once (`sheets`), every
record is looked at before anything is printed (`checking`, with its own premium by `premiums`), and then printed in
the order of the post, part by part (`printing`). Each part is read again by the witness (`chirashi.proof.mailing`)
before it takes its name. `outputs` is the folder that all this stays in, for its owner alone, with the lists for
staff and the print shop, and forgets it again.
"""

from chirashi.mailing.outputs import forget
from chirashi.mailing.run import Order, Outcome, mail

__all__ = ["Order", "Outcome", "forget", "mail"]
