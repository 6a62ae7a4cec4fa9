package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.wire.WireJson;

/** What a model put out, as text. */
final class ReplicateOutput {
    private ReplicateOutput() {}

    /** A text as it is, a list of texts in one as they were made piece by piece, all else as JSON; empty for nothing. */
    static String text(JsonNode output) {
        if (output.isMissingNode() || output.isNull()) {
            return "";
        }
        if (output.isTextual()) {
            return output.textValue();
        }
        if (!output.isArray()) {
            return WireJson.written(output);
        }
        StringBuilder joined = new StringBuilder();
        for (JsonNode piece : output) {
            if (!piece.isTextual()) {
                return WireJson.written(output);
            }
            joined.append(piece.textValue());
        }
        return joined.toString();
    }
}
