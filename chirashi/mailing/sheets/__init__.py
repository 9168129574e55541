"""The sheets of a member: laid out once, then stamped.

`envelopes` says where a window shows the address, `template` lays out the carrier and takes it and the flyer's press
sheet apart into objects, `typesetting` sets lines with HarfBuzz and gathers their glyphs, `address_label` fits an
address into the window and `stamping` fills the other boxes; `files` writes it all with `pdf_writer`.
"""
