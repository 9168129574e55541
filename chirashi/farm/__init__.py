"""The farm: many associations' projects, each built for itself, on this machine or on a cluster.

`projects` finds them. `builds` takes one through all steps and says what came of it: an `Outcome`. On this
machine `processes` gives every piece of work a process of its own, so that neither a mistake nor the death
of one reaches another; `cluster` gives pieces to the workers of a Dask scheduler, and `parcels` carries a
project there and its brochure back where they share no disk. `overview` is the page that shows the state of each.
"""
