"""YAML as staff write it: repaired where the slip is plain, read with lines, held to the model.

`yaml_repair` names slips such as a full-width colon and mends what it can, `yaml_reader` makes
text and lines of the file without guessing, `line_joining` takes the gaps out of Japanese typed
over several lines, and `validation` makes a model of it or says, at each line, why not.
"""
