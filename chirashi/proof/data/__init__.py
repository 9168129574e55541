"""The data, read by the proof for itself.

`yaml_events` reads a file with lines, `grids` works the tables out again, `entries` puts every figure
under its key into `figure_lookup`, which finds the keys of a value; `whole_texts` and `literals` are
texts whose digits are no figures. `vocabulary` makes `labels` of the data's own names, `labels.toml` and
`languages`: the words that say what the figure beside them is.
"""
