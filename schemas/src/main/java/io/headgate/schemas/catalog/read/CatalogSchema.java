package io.headgate.schemas.catalog.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.JsonShape;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Shape;
import io.headgate.schemas.id.CatalogRevision;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code catalog.yml} may hold, told from the shapes that read it: to editors as JSON Schema, to people as a table. */
public final class CatalogSchema {
    private static final ObjectShape<Catalogue> SHAPE =
            new CatalogSection(Index.EMPTY, LocalDate.EPOCH, CatalogRevision.NONE, ReplyTopicRule.NONE).shape();

    private CatalogSchema() {}

    /** JSON Schema, draft 2020-12. It says less than the reader checks: no references, no rules between keys. */
    public static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Headgate catalogue");
        schema.putAll(SHAPE.schema());
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException ofPlainMaps) {
            throw new IllegalStateException(ofPlainMaps);
        }
    }

    /** Every key, as rows of a Markdown table. */
    public static String table() {
        List<String> rows = new ArrayList<>(List.of("| key | what it is | value | left out |", "|---|---|---|---|"));
        rows("", SHAPE, rows);
        return String.join("\n", rows) + "\n";
    }

    private static void rows(String path, Shape<?> shape, List<String> rows) {
        switch (shape) {
            case ObjectShape<?> object ->
                object.fields().forEach(field -> {
                    String below = path.isEmpty() ? field.name() : path + "." + field.name();
                    rows.add(row(below, field));
                    rows(below, field.shape(), rows);
                });
            case MapShape<?, ?, ?> map -> rows(path + "." + map.placeholder(), map.value(), rows);
            case ListShape<?> list -> rows(path + "[]", list.item(), rows);
            case ScalarShape<?> scalar -> {}
            case JsonShape json -> {}
        }
    }

    private static String row(String path, Field<?> field) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        path,
                        field.doc(),
                        field.shape().type().replace("<", "\\<"),
                        field.required() ? "**required**" : field.fallbackShown());
    }
}
