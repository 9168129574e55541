# make site: builds site/ from content/.  make test: every check of the project.  make serve: shows it.
.PHONY: bench campaign check clean coverage fuzz guide lighthouse lock long material mutate quick reliability serve site test

site:
	@tools/setup.sh site
	@.venv/bin/python build.py

# make material: the same brochure in Material for MkDocs; `.venv/bin/mkdocs serve` shows it while you write.
material:
	@tools/setup.sh material
	@NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build

# make guide: the staff's guide as a site that can be searched, in build/guide/, with pictures of the last build.
guide:
	@tools/setup.sh test
	@.venv/bin/python build.py
	@.venv/bin/python build.py guide

# make quick: while you work. Data, checks, messages and the proof, in about a minute on two processors.
quick:
	@tools/setup.sh test
	@.venv/bin/pytest -q -n 2 --dist loadfile -m 'not slow and not browser and not long and not thorough' tests/unit tests/cases tests/proof

# make coverage: every test that needs no browser, and what no line of them reaches, into build/coverage/.
coverage:
	@tools/setup.sh test
	@mkdir -p build/coverage && rm -f build/coverage/data*
	@.venv/bin/coverage run -m pytest -q -n 2 --dist loadfile -m 'not slow and not browser' --ignore=tests/browser --ignore=tests/slow
	@.venv/bin/coverage combine -q
	@.venv/bin/coverage report > build/coverage/unreached.txt; grep ^TOTAL build/coverage/unreached.txt
	@.venv/bin/coverage html -q -d build/coverage/html

test:
	@tools/setup.sh test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo --no-cache
	@.venv/bin/pytest -n 3 --dist loadfile -m 'not slow and not long'
	@.venv/bin/python build.py && .venv/bin/python build.py prove --seen
	@.venv/bin/pytest -m slow

# make long: more samples of what `make test` tries in short, a quarter of an hour; before a release, and each week.
long:
	@tools/setup.sh test
	@.venv/bin/pytest -n 2 --dist loadfile -m long

# Lighthouse, and what else measures speed, wants the machine to itself: some minutes, and the end of `make test`.
lighthouse:
	@tools/setup.sh test
	@.venv/bin/pytest -m slow

serve:
	@tools/setup.sh site
	@.venv/bin/python build.py serve

check:
	@tools/setup.sh site
	@.venv/bin/python build.py check

bench:
	@tools/setup.sh bench
	@.venv/bin/python benchmarks/site.py
	@tools/setup.sh test
	@.venv/bin/python benchmarks/print.py
	@.venv/bin/python benchmarks/search.py
	@.venv/bin/python benchmarks/desk.py

# make mutate: seeds faults into finished copies, and writes benchmarks/proof.md with what the proof told.
mutate:
	@tools/setup.sh test
	@.venv/bin/python tests/mutate/run.py --write

lock:
	@python3 tools/lock.py

# make campaign: prints and proves all combinations of ordinary changes, and writes benchmarks/campaign.md; it takes an hour.
campaign:
	@tools/setup.sh test
	@.venv/bin/python tests/support/campaign.py

# make fuzz: gives whatever reads content odd texts for HOURS, and keeps in tests/fuzz/corpus/ what leads on.
HOURS ?= 8
fuzz:
	@tools/setup.sh test
	@.venv/bin/python tests/fuzz/run.py --hours $(HOURS)

# make reliability: kills, full disks, attacks, odd input, hosts; writes benchmarks/reliability.md. It takes hours.
reliability:
	@tools/setup.sh test
	@.venv/bin/python benchmarks/reliability.py

clean:
	rm -rf site print build
