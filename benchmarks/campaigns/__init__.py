"""What can go wrong, tried many times: each campaign gives a `Result` for `benchmarks/reliability.md`.

`kills` ends runs at random moments, `full_disk` fails every write in turn, `fuzzed` gives odd input, `attacks` has
content that wants out or in, `disguises` hides secrets in finished files, `hosts` asks servers for every address.
"""
