"""Checks of the data: what the scheme says, apart from any page.

`data` compares the parts of the data with one another, `dates` the days on which something begins or ends,
`underwriters` what an underwriter wants to see in a brochure, and `own_pages` the address that a flyer carries.
"""
