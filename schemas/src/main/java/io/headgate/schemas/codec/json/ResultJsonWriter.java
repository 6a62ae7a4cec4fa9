package io.headgate.schemas.codec.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InferenceResult.Completed;
import io.headgate.schemas.message.InferenceResult.Failed;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one result. */
final class ResultJsonWriter {
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Bytes of all that is not the reply, in most results. */
    private static final int AROUND_A_RESPONSE = 2_048;

    private final JsonGenerator json;

    private ResultJsonWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] write(InferenceResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(sizeOf(result));
        try (JsonGenerator json = ResultJson.JSON.createGenerator(bytes)) {
            new ResultJsonWriter(json).object(result);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /** About: so that the array is made once. */
    private static int sizeOf(InferenceResult result) {
        return AROUND_A_RESPONSE
                + (result.outcome() instanceof Completed completed
                        ? completed.response().length()
                        : 0);
    }

    private void object(InferenceResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", result.key().request().value());
        json.writeStringField("tenant", result.key().tenant().value());
        json.writeStringField("status", result.outcome() instanceof Completed ? "completed" : "failed");
        json.writeStringField("correlation_id", result.correlationId().value());
        text("user_id", result.userId());
        text("task_id", result.taskId());
        text("model", result.alias());
        json.writeObjectFieldStart("tags");
        for (Map.Entry<String, String> tag : result.tags().entrySet()) {
            json.writeStringField(tag.getKey(), tag.getValue());
        }
        json.writeEndObject();
        switch (result.outcome()) {
            case Completed completed -> {
                completed(completed);
                if (result.flaw().isPresent()) {
                    failure("flaw", result.flaw().get());
                }
                dropped(result.dropped());
            }
            case Failed(Failure failure) -> {
                json.writeNullField("response");
                failure("error", failure);
            }
        }
        json.writeArrayFieldStart("attempts");
        for (AttemptSummary attempt : result.attempts()) {
            attempt(attempt);
        }
        json.writeEndArray();
        decision(result.decision());
        instant("accepted_at", result.acceptedAt());
        instant("ended_at", result.endedAt());
        json.writeEndObject();
    }

    private void completed(Completed completed) throws IOException {
        json.writeFieldName("response");
        json.writeRawValue(completed.response());
        json.writeNullField("error");
        target(completed.target());
        text("served_model", completed.servedModel());
        json.writeObjectFieldStart("usage");
        for (Map.Entry<Meter, Long> used : completed.usage().quantities().entrySet()) {
            json.writeNumberField(used.getKey().wireName(), used.getValue());
        }
        json.writeBooleanField("estimated", completed.usage().source() == Usage.Source.ESTIMATED);
        json.writeEndObject();
        String tier = completed.usage().tier().wireName();
        if (tier != null) {
            json.writeStringField("service_tier", tier);
        }
        switch (completed.cost()) {
            case Cost.Priced(Money amount) -> money("cost", amount);
            case Cost.Unpriced(String reason) -> {
                json.writeNullField("cost");
                json.writeStringField("unpriced", reason);
            }
        }
    }

    private void attempt(AttemptSummary attempt) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", attempt.id().value());
        target(attempt.target());
        json.writeStringField("status", attempt.status().name().toLowerCase(Locale.ROOT));
        failure("error", attempt.failure());
        if (attempt.httpStatus() == null) {
            json.writeNullField("http_status");
        } else {
            json.writeNumberField("http_status", attempt.httpStatus());
        }
        instant("started_at", attempt.startedAt());
        json.writeNumberField("duration_ms", attempt.duration().toMillis());
        dropped(attempt.dropped());
        if (attempt.upstreamRequestId() != null) {
            json.writeStringField("upstream_request_id", attempt.upstreamRequestId());
        }
        json.writeEndObject();
    }

    /** Nothing where nothing was dropped: nearly always. */
    private void dropped(List<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("dropped");
        for (String path : paths) {
            json.writeString(path);
        }
        json.writeEndArray();
    }

    private void decision(@Nullable Decision decision) throws IOException {
        if (decision == null) {
            json.writeNullField("decision");
            json.writeNullField("catalog_revision");
            return;
        }
        json.writeObjectFieldStart("decision");
        json.writeStringField("strategy", decision.strategy());
        text("variant", decision.variant());
        json.writeArrayFieldStart("considered");
        for (Decision.Considered candidate : decision.considered()) {
            json.writeStartObject();
            target(candidate.target());
            money("expected_cost", candidate.expectedCost());
            text("passed_over", candidate.passedOver());
            if (candidate.score() == null) {
                json.writeNullField("score");
            } else {
                json.writeNumberField("score", candidate.score());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeNumberField("catalog_revision", decision.revision().number());
    }

    private void target(Target target) throws IOException {
        json.writeStringField("provider", target.provider().value());
        json.writeStringField("endpoint", target.endpoint().value());
        json.writeStringField("catalog_model", target.model().value());
        json.writeStringField("provider_model", target.providerModel());
    }

    private void failure(String name, @Nullable Failure failure) throws IOException {
        if (failure == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeStringField("code", failure.code().wireName());
        json.writeStringField("message", failure.message());
        text("seen", failure.seen());
        text("allowed", failure.allowed());
        json.writeEndObject();
    }

    private void money(String name, @Nullable Money money) throws IOException {
        if (money == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeStringField("amount", money.amount().stripTrailingZeros().toPlainString());
        json.writeStringField("currency", money.currency().getCurrencyCode());
        json.writeEndObject();
    }

    private void instant(String name, Instant moment) throws IOException {
        json.writeStringField(name, MILLISECONDS.format(moment));
    }

    /** The text of an identifier, or text itself. */
    private void text(String name, @Nullable Object text) throws IOException {
        if (text == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, text.toString());
        }
    }
}
