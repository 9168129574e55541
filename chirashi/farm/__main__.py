"""Builds one project in this process, and prints its outcome as JSON: what a cluster's worker begins for each."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from chirashi.farm.builds import Order, build_alone

if __name__ == "__main__":
    sys.stdout.write(json.dumps(build_alone(Order(Path(sys.argv[1]), bool(sys.argv[2]))).as_data()))
