"""The OpenAPI document, and checks of values against its schemas."""

import json
from copy import deepcopy

import jsonschema_rs

from daemon import ROOT

DOCUMENT = json.loads((ROOT / "docs/api/openapi.json").read_text())


def _closed(schema):
    """The schema as strict as a test wants it: clients must bear members that are added, this version has none."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: _closed(part) for key, part in schema.items()}
    if "properties" in schema and schema.get("type") == "object":
        schema.setdefault("additionalProperties", False)
    return schema


_SCHEMAS = _closed(deepcopy(DOCUMENT["components"]["schemas"]))
# A member may be called like a keyword; these maps hold schemas by name, and are none.
assert not {"properties", "type"} & _SCHEMAS.keys()


def validator(schema):
    """Checks values against a schema that may refer to the document's."""
    return jsonschema_rs.Draft202012Validator(
        {**_closed(schema), "components": {"schemas": _SCHEMAS}}, validate_formats=True)


def named(name):
    return validator({"$ref": f"#/components/schemas/{name}"})


def complaints(check, value):
    """What is wrong with a value, each with the place in it."""
    return [f"{'/'.join(map(str, error.instance_path)) or 'the whole'}: {error.message}" for error in check.iter_errors(value)]


def operations():
    """Path, method and operation, with references to responses resolved."""
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            if method == "parameters":
                continue
            yield path, method, operation


def answer(operation, status):
    """The described answer of a status; None when there is none."""
    response = operation["responses"].get(str(status))
    if response and "$ref" in response:
        response = DOCUMENT["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    return response
