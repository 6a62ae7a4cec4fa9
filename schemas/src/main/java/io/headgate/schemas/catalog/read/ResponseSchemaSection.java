package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Route.OnViolation;
import io.headgate.schemas.catalog.Route.ResponseSchema;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.JsonShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.contract.ResponseContract;
import java.util.List;

/** {@code routes.<alias>.response_schema}. */
final class ResponseSchemaSection {
    private static final Field<String> NAME = Field.required(
            "name",
            Scalars.text("up to 64 letters, digits, dashes, underscores", "[A-Za-z0-9_-]{1,64}"),
            "What the contract is called.");
    private static final Field<Integer> VERSION =
            Field.required("version", Scalars.smallInteger(1, 1_000_000), "Greater with each change of the schema.");
    private static final Field<String> SCHEMA = Field.required(
            "schema",
            new JsonShape("a JSON Schema, as a mapping"),
            "The JSON Schema (draft 2020-12), in YAML or as pasted JSON; without references to other documents, and with"
                    + " patterns in RE2 syntax.");
    private static final Field<OnViolation> ON_VIOLATION = Field.defaulted(
            "on_violation",
            Scalars.choice("answer to a violation", OnViolation.class),
            OnViolation.ELSEWHERE,
            "elsewhere",
            "What becomes of an answer that breaks it: retry (the same model once more, then another), elsewhere (another"
                    + " model), deliver (the client gets it, and the result says so).");

    private ResponseSchemaSection() {}

    static ObjectShape<ResponseSchema> shape() {
        return new ObjectShape<>(
                "A versioned JSON Schema that answers are held against.",
                List.of(NAME, VERSION, SCHEMA, ON_VIOLATION),
                ResponseSchemaSection::check,
                values -> new ResponseSchema(
                        values.get(NAME), values.get(VERSION), values.get(SCHEMA), values.get(ON_VIOLATION)));
    }

    private static void check(Values values) {
        if (!values.wrong(SCHEMA)) {
            values.find(SCHEMA)
                    .ifPresent(schema -> ResponseContract.flaws(schema).forEach(values.at(SCHEMA)::problem));
        }
    }
}
