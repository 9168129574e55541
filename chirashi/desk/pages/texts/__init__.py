"""Pages of the brochure's text: `text` has a page paragraph by paragraph, `brochure` adds and removes pages and puts
pictures on them, and `address` gives a page another address.
"""
