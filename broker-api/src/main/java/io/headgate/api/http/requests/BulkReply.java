package io.headgate.api.http.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.api.submit.Submitted;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import io.micronaut.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The reply to many requests: a line for each of theirs, in order, {@code {"line", "id", "status", "error"}}; and how
 * many there were of each status, in headers. It is kept whole until all is known: a client that first sends everything
 * and then reads must not wait for one that first reads. One thread at a time.
 */
final class BulkReply {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private int accepted;
    private int refused;
    private int unavailable;

    void add(long line, Submitted submitted) {
        ObjectNode node = JSON.createObjectNode().put("line", line);
        switch (submitted) {
            case Submitted.Accepted(InferenceRequest request) -> {
                accepted++;
                node.put("id", request.key().request().value()).put("status", "accepted");
            }
            case Submitted.Refused(Failure failure, var param) -> {
                refused++;
                node.putNull("id").put("status", "refused");
                error(
                                node,
                                failure.message(),
                                "invalid_request_error",
                                param,
                                failure.code().wireName())
                        .put("seen", failure.seen())
                        .put("allowed", failure.allowed());
            }
            case Submitted.Unavailable(String reason) -> {
                unavailable++;
                node.putNull("id").put("status", "unavailable");
                error(
                        node,
                        "It is not known to be taken in: %s. Send it again under the same id; it counts once."
                                .formatted(reason),
                        "server_error",
                        null,
                        "service_unavailable");
            }
        }
        write(node);
    }

    private static ObjectNode error(ObjectNode node, String message, String type, @Nullable String param, String code) {
        return node.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
    }

    private void write(ObjectNode node) {
        try {
            lines.writeBytes(JSON.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        lines.write('\n');
    }

    HttpResponse<byte[]> response() {
        return HttpResponse.ok(lines.toByteArray())
                .contentType(BulkController.LINES)
                .header("headgate-accepted", Integer.toString(accepted))
                .header("headgate-refused", Integer.toString(refused))
                .header("headgate-unavailable", Integer.toString(unavailable));
    }
}
