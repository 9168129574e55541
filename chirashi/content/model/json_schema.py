"""The JSON Schema of `plans.yml`, from the model, so that an editor completes and checks as one types."""

from __future__ import annotations

import json

from chirashi.content.model import Plans


def text() -> str:
    """The schema as the file `content/plans.schema.json` holds it."""
    schema = Plans.model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "plans.yml"} | schema
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
