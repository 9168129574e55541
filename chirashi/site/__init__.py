"""The site: every page and file of one edition, as bytes under its path; nothing is written here.

`build` goes through the languages and pages. `pages` holds what their templates ask for, `files`
what they load and what the browser may do, `exports` what programs read: calendar, tables, search.
"""
