"""The examples in docs/api/README.md, those in the document itself, and the goldens of the handlers fit the schemas."""

import json
import re

import pytest

from daemon import ROOT
from document import DOCUMENT, complaints, named, operations, validator

# An example names its schema in the line before it: <!-- schema: RunPage -->. What is left out in it stands as "…".
GUIDE = (ROOT / "docs/api/README.md").read_text()
EXAMPLE = re.compile(r"<!-- schema: (\w+) -->\n```json\n(.*?)```", re.S)


def test_every_json_block_names_its_schema():
    assert len(EXAMPLE.findall(GUIDE)) == GUIDE.count("```json") > 10


@pytest.mark.parametrize("name, text", EXAMPLE.findall(GUIDE))
def test_an_example_fits(name, text):
    assert complaints(named(name), json.loads(text)) == []


def test_every_route_is_in_the_guide():
    missing = [path for path in DOCUMENT["paths"] if f"`{path}" not in GUIDE and f" {path}" not in GUIDE]
    assert missing == []


def test_the_examples_in_the_document_fit():
    for path, method, operation in operations():
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        for part in [*bodies, *operation["responses"].values()]:
            for media in part.get("content", {}).values():
                if "example" in media:
                    assert complaints(validator(media["schema"]), media["example"]) == [], f"{method} {path}"
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for example in schema.get("examples", []):
            assert complaints(named(name), example) == [], name


GOLDENS = {
    "health": "Health", "runs": "RunPage", "run": "RunDetail", "timeline": "EventPage", "tree": "SessionTree",
    "events-folded": "EventPage", "search": "EventPage", "facets": "Facets", "histogram": "Histogram",
}


@pytest.mark.parametrize("golden, name", GOLDENS.items())
def test_a_golden_fits(golden, name):
    text = (ROOT / f"Tests/PlugwalkHostTests/API/Snapshots/{golden}.json").read_text()
    assert complaints(named(name), json.loads(text)) == []


def test_every_golden_is_held_against_its_schema():
    files = (ROOT / "Tests/PlugwalkHostTests/API/Snapshots").glob("*.json")
    assert {file.stem for file in files} == GOLDENS.keys()


def test_the_check_is_closed():
    example = DOCUMENT["components"]["schemas"]["Run"]["examples"][0]
    assert complaints(named("Run"), example) == []
    assert complaints(named("Run"), {**example, "colour": "red"}) != []
    assert complaints(named("Run"), {**example, "status": "gone"}) != []
    assert complaints(named("Run"), {**example, "started_at": "2026-11-24T10:00:00Z"}) != []
