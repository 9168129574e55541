"""Exports: the edition for programs.

`table_files` writes JSON and CSV, `calendar` the dates to keep, `search_index` the text of finished
pages, `metadata` what search engines read, and `link_picture` what messengers show beside a link.
"""
