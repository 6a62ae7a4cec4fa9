package io.headgate.deploy.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What would become of a prompt, as {@code POST /v1/route/explain} tells it. */
public sealed interface Answer {
    /** It would be routed: the report, in the names that the endpoint has. */
    record Routed(JsonNode report) implements Answer {
        /** Whether somebody could serve it. */
        public boolean served() {
            return report.path("chosen").isObject();
        }
    }

    /**
     * It would not be taken in.
     *
     * @param field the field or header at fault, if there is one in particular
     */
    record Refused(
            String code,
            String message,
            @Nullable String field,
            @Nullable String allowed) implements Answer {}
}
