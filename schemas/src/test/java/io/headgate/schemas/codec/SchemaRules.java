package io.headgate.schemas.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What a schema may not do to a released version of itself. Stricter than Avro, which lets a field be renamed (its
 * values are then lost) and a decimal's scale be changed (its values are then wrong).
 */
final class SchemaRules {
    private final Set<String> seen = new HashSet<>();
    private final List<String> violations = new ArrayList<>();

    private SchemaRules() {}

    /** Violations, by path; empty when the present schema is a lawful successor. */
    static List<String> violations(Schema released, Schema present, boolean oldReadersToo) {
        SchemaRules rules = new SchemaRules();
        rules.readable(present, released, "bytes of the released version");
        if (oldReadersToo) {
            rules.readable(released, present, "released readers, bytes of the present version");
        }
        rules.kept(released, present, released.getName());
        return rules.violations;
    }

    private void readable(Schema reader, Schema writer, String what) {
        var verdict = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
            violations.add("cannot be read any more: %s: %s"
                    .formatted(what, verdict.getResult().getIncompatibilities()));
        }
    }

    private void kept(Schema released, Schema present, String path) {
        LogicalType before = released.getLogicalType();
        if (!Objects.equals(before, present.getLogicalType())) {
            violations.add("%s: was %s, is %s"
                    .formatted(
                            path,
                            before == null ? "plain" : before.getName(),
                            present.getLogicalType() == null
                                    ? "plain"
                                    : present.getLogicalType().getName()));
        }
        if (released.getType() != present.getType() || released.isUnion()) {
            keptInUnion(released, present, path);
            return;
        }
        switch (released.getType()) {
            case RECORD -> keptFields(released, present, path);
            case ENUM -> {
                if (!present.getEnumSymbols().containsAll(released.getEnumSymbols())) {
                    violations.add("%s: symbols %s, were %s"
                            .formatted(path, present.getEnumSymbols(), released.getEnumSymbols()));
                }
            }
            case ARRAY -> kept(released.getElementType(), present.getElementType(), path + "[]");
            case MAP -> kept(released.getValueType(), present.getValueType(), path + "{}");
            default -> {}
        }
    }

    private void keptFields(Schema released, Schema present, String path) {
        if (!seen.add(released.getFullName())) {
            return;
        }
        for (Schema.Field field : released.getFields()) {
            Schema.Field now = present.getField(field.name());
            if (now == null) {
                violations.add("%s.%s: was there, is gone".formatted(path, field.name()));
            } else {
                kept(field.schema(), now.schema(), path + "." + field.name());
            }
        }
    }

    /** A type may become a union that has it; a branch stays. */
    private void keptInUnion(Schema released, Schema present, String path) {
        List<Schema> before = released.isUnion() ? released.getTypes() : List.of(released);
        List<Schema> now = present.isUnion() ? present.getTypes() : List.of(present);
        for (Schema branch : before) {
            now.stream()
                    .filter(candidate -> candidate.getFullName().equals(branch.getFullName()))
                    .findFirst()
                    .ifPresentOrElse(
                            candidate -> kept(branch, candidate, path),
                            () -> violations.add(
                                    "%s: could be %s, cannot any more".formatted(path, branch.getFullName())));
        }
    }
}
