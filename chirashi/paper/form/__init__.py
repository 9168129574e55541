"""The form that is sent back: to be filled in on a screen, and as a FAX machine sees it.

`form_fields` lays fields over the sheet and `form_font` brings the font in which they are filled in; `fax_simulation`
shows the sheet after a FAX line.
"""
