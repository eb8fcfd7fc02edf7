"""What the specification of reconciliation demands of each answer, as JSON Schema; stricter where ours says more.

After https://reconciliation-api.github.io/specs/0.2/#json-schemas and the same chapter of the draft of 1.0.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NAME: Schema = {"type": "string", "minLength": 1}
ADDRESS: Schema = {"type": "string", "pattern": "^https?://"}


def closed(required: Schema, **optional: Schema) -> Schema:
    """An object with these members and no others."""
    members = {**required, **optional}
    return {"type": "object", "properties": members, "required": [*required], "additionalProperties": False}


def listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def mapped(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


NATURAL: dict[str, Schema] = {"lang": {"enum": ["ar", "en"]}, "dir": {"enum": ["rtl", "ltr"]}}
SIMPLE_TYPE = closed({"id": NAME, "name": NAME})
VALUES = [
    closed({}),
    closed({"id": NAME, "name": NAME}, description=TEXT),
    closed({"str": TEXT}),
    closed({"int": {"type": "integer"}}),
    closed({"float": {"type": "number"}}),
]
PROPERTY_SETTING = closed({"name": NAME, "label": NAME, "type": {"const": "number"}}, default={"type": "number"})
SUGGEST_02 = closed({"service_url": ADDRESS, "service_path": NAME}, flyout_service_path={"pattern": r"\$\{id\}"})
TEMPLATE_02 = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}

MANIFEST_02 = closed(
    {
        "versions": {"type": "array", "contains": {"const": "0.2"}},
        "name": NAME,
        "identifierSpace": ADDRESS,
        "schemaSpace": ADDRESS,
    },
    documentation=ADDRESS,
    serviceVersion=NAME,
    defaultTypes={"uniqueItems": True, **listed(SIMPLE_TYPE)},
    batchSize={"type": "integer", "minimum": 10},
    view=closed({"url": TEMPLATE_02}),
    preview=closed({"url": TEMPLATE_02, "width": {"type": "integer"}, "height": {"type": "integer"}}),
    suggest=closed({}, entity=SUGGEST_02, type=SUGGEST_02, property=SUGGEST_02),
    extend=closed(
        {},
        propose_properties=closed({"service_url": ADDRESS, "service_path": NAME}),
        property_settings=listed(PROPERTY_SETTING),
    ),
)
MANIFEST_10 = closed(
    {"versions": {"type": "array", "contains": {"const": "1.0-draft"}}, "name": NAME},
    view=closed({"url": {"type": "string", "pattern": r"^https?://[^{]*\{id\}$"}}),
    documentation=ADDRESS,
    serviceVersion=NAME,
    defaultTypes={"uniqueItems": True, **listed(SIMPLE_TYPE)},
    batchSize={"type": "integer", "minimum": 10},
    preview=closed({"width": {"type": "integer"}, "height": {"type": "integer"}}),
    suggest=closed({name: {"type": "boolean"} for name in ("entity", "property", "type")}),
    extend=closed(
        {},
        proposeProperties={"type": "boolean"},
        propertySettings=listed(
            closed({"id": NAME, "name": NAME, "type": {"const": "number"}}, default={"type": "number"})
        ),
    ),
    standardizedScore={"const": True},
    **NATURAL,
)


def candidate(natural: dict[str, Schema], feature: Schema) -> Schema:
    return closed(
        {"id": NAME, "name": NAME, "score": {"type": "number", "minimum": 0, "maximum": 100}},
        description=NAME,
        match={"type": "boolean"},
        type=listed(closed({"id": NAME, "name": NAME}, **natural)),
        features=listed(feature),
        **natural,
    )


NUMBER_OR_TRUTH = {"type": ["number", "boolean"]}
RESULTS_02 = mapped(closed({"result": listed(candidate({}, closed({"id": NAME, "value": NUMBER_OR_TRUTH})))}))
RESULTS_10 = closed(
    {
        "results": listed(
            closed(
                {
                    "candidates": listed(
                        candidate(NATURAL, closed({"id": NAME, "name": NAME, "value": NUMBER_OR_TRUTH}, **NATURAL))
                    )
                }
            )
        )
    }
)


def meta(natural: dict[str, Schema]) -> Schema:
    kind = closed({"id": NAME, "name": NAME}, **natural)
    return listed(closed({"id": NAME, "name": NAME}, type=kind, service=ADDRESS, **natural))


EXTENSION_02 = closed({"meta": meta({}), "rows": mapped(mapped(listed({"oneOf": VALUES})))})
VALUES_10 = [*VALUES[2:], closed({"id": NAME, "name": NAME}, description=TEXT, **NATURAL)]
EXTENSION_10 = closed(
    {
        "meta": meta(NATURAL),
        "rows": listed(
            closed({"id": NAME, "properties": listed(closed({"id": NAME, "values": listed({"oneOf": VALUES_10})}))})
        ),
    }
)
PROPOSAL = closed({"properties": listed(closed({"id": NAME, "name": NAME}))}, type=NAME, limit={"type": "integer"})
SUGGESTED_ENTITIES = closed(
    {"result": listed(closed({"id": NAME, "name": NAME}, description=NAME, notable=listed(SIMPLE_TYPE)))}
)
SUGGESTED_PROPERTIES = closed({"result": listed(closed({"id": NAME, "name": NAME}, description=NAME))})
SUGGESTED_TYPES: Schema = {
    "$defs": {"type": closed({"id": NAME, "name": NAME}, description=TEXT, broader=listed({"$ref": "#/$defs/type"}))},
    **closed({"result": listed({"$ref": "#/$defs/type"})}),
}
FLYOUT = closed({"id": NAME, "html": NAME})


def validate(document: Any, schema: Schema) -> Any:
    """The document, if it is what the schema demands; raises jsonschema's ValidationError."""
    Draft202012Validator(schema).validate(document)
    return document
