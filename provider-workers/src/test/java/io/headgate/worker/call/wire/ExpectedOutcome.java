package io.headgate.worker.call.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a fixture expects of an outcome: {@code outcome} ({@code completed}, {@code retryable}, {@code refused} or {@code
 * unknown}), and of the rest what it names: {@code completion}, {@code usage} by meter, {@code usage_source}, {@code
 * service_tier} (by the name in the books; the ordinary one where it names none), {@code served_model}, {@code failure} (its code), {@code seen}, {@code elsewhere} and {@code retry_after_ms}. A {@code usage} of
 * null is none.
 */
record ExpectedOutcome(JsonNode expected) {
    void check(CallOutcome outcome) {
        assertThat(outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .as(outcome.toString())
                .isEqualTo(expected.path("outcome").asText("completed"));
        switch (outcome) {
            case CallOutcome.Completed completed -> completed(completed);
            case CallOutcome.Retryable retryable -> {
                failure(retryable.failure());
                if (expected.has("retry_after_ms")) {
                    assertThat(retryable.retryAfter())
                            .hasMillis(expected.path("retry_after_ms").asLong());
                }
            }
            case CallOutcome.Refused refused -> {
                failure(refused.failure());
                usage(refused.usage());
                if (expected.has("elsewhere")) {
                    assertThat(refused.elsewhereMayHelp())
                            .isEqualTo(expected.path("elsewhere").asBoolean());
                }
            }
            case CallOutcome.Unknown unknown -> {
                failure(unknown.failure());
                usage(unknown.usage());
            }
        }
    }

    private void completed(CallOutcome.Completed completed) {
        if (expected.has("completion")) {
            assertThat((JsonNode) WireJson.object(completed.response()).orElseThrow())
                    .isEqualTo(expected.path("completion"));
        }
        if (expected.has("served_model")) {
            assertThat(completed.servedModel())
                    .isEqualTo(expected.path("served_model").textValue());
        }
        usage(completed.usage());
    }

    private void failure(Failure failure) {
        assertThat(failure.code().wireName()).isEqualTo(expected.path("failure").asText());
        if (expected.has("seen")) {
            assertThat(failure.seen()).isEqualTo(expected.path("seen").textValue());
        }
    }

    private void usage(@Nullable Usage usage) {
        if (expected.has("usage")) {
            assertThat(usage == null ? null : byName(usage)).isEqualTo(quantities(expected.path("usage")));
            assertThat(usage == null ? null : usage.tier().wireName())
                    .isEqualTo(expected.path("service_tier").textValue());
        }
        if (expected.has("usage_source") && usage != null) {
            assertThat(usage.source().name().toLowerCase(Locale.ROOT))
                    .isEqualTo(expected.path("usage_source").asText());
        }
    }

    private static Map<String, Long> byName(Usage usage) {
        Map<String, Long> quantities = new TreeMap<>();
        usage.quantities().forEach((meter, quantity) -> quantities.put(meter.wireName(), quantity));
        return quantities;
    }

    private static @Nullable Map<String, Long> quantities(JsonNode usage) {
        if (usage.isNull()) {
            return null;
        }
        Map<String, Long> quantities = new TreeMap<>();
        usage.properties()
                .forEach(
                        meter -> quantities.put(meter.getKey(), meter.getValue().asLong()));
        return quantities;
    }
}
