package io.headgate.schemas.asyncapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code batches} says of a batch that has ended. */
final class BatchEndMessage {
    private BatchEndMessage() {}

    static Map<String, Object> payload() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", Messages.text("Id of the event: the same whenever it is told again."));
        fields.put("tenant", Messages.text("Whose batch it is."));
        fields.put("batch", Messages.text("Id of the batch, unique within the tenant."));
        fields.put("kind", Messages.text("uploaded, or published to a topic."));
        fields.put("status", Messages.text("completed, failed, expired or cancelled."));
        fields.put("ended_at", Messages.text("When it ended, ISO 8601."));
        fields.put("request_counts", count());
        List<String> needed = List.copyOf(fields.keySet());
        fields.put("output_file_id", Messages.nullable("string", "Answers of an uploaded batch; null when none."));
        fields.put("error_file_id", Messages.nullable("string", "Failures of an uploaded batch; null when none."));
        return Messages.object(fields, needed);
    }

    private static Map<String, Object> count() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("total", "completed", "failed")) {
            fields.put(name, Map.of("type", "integer"));
        }
        return Messages.object(fields, List.copyOf(fields.keySet()));
    }
}
