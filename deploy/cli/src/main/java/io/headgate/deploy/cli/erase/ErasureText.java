package io.headgate.deploy.cli.erase;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.cli.Table;

/** What the API says of an erasure, for people. */
final class ErasureText {
    private ErasureText() {}

    static String of(JsonNode told) {
        boolean dryRun = told.path("dry_run").asBoolean();
        StringBuilder text = new StringBuilder();
        Table erased = new Table("kind", dryRun ? "would be erased" : "erased");
        told.path("erased")
                .properties()
                .forEach(kind -> erased.row(kind.getKey(), kind.getValue().asLong()));
        text.append(erased).append(System.lineSeparator());
        Table left = new Table("not erased", "holds", "until");
        told.path("not_erased")
                .forEach(each -> left.row(
                        each.path("where").asText(),
                        each.path("holds").asText(),
                        each.path("until").asText()));
        text.append(left).append(System.lineSeparator());
        text.append(
                dryRun
                        ? "Nothing was erased; --execute does it."
                        : "Erased: " + told.path("id").asText() + ".");
        return text.append(System.lineSeparator()).toString();
    }
}
