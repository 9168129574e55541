"""The desk: a page in the browser of this machine alone, where staff do the whole year without terminal or YAML.

`server` opens it on 127.0.0.1 and hands the browser an address that lets it in once (`session`); `app` holds every
request to that, and to the guard of `base/loopback`, before a page sees it. `year` is the edition that is worked on,
with last year's beside it and all that is wrong. `pages` are what is seen, from the year at a glance to publishing;
`forms` are the fields on them. What is typed becomes changes in `writing`, which go through the one writer of
`editing`. `telling` says a problem at its field, in the words of the form
(`words`). `preview` shows the brochure as it would be, and `work` lets the press make it in a process of its own.
"""
