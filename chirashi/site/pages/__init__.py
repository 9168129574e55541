"""Pages: what the site's templates ask for beyond what paper shares.

`addresses` says where each page stands; `page_view` gives templates the drafts, scripts and words, with the
premium `chooser` and the `readings` above words; `page_files` publishes what lies beside pages;
`page_context` is what stands around a page; `past_editions` and `missing_page` lead readers to the present page, and
`own_page` those who come from an edition's paper.
"""
