package io.headgate.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.telemetry.TraceContext;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordHeadingTest {
    private static final RequestKey KEY = new RequestKey(new TenantId("acme"), new RequestId("größe/1"));

    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void headersCarryIt() {
        RecordHeading heading = new RecordHeading(KEY, new CorrelationId("c-1"), TraceContext.start());

        heading.writeTo(headers);

        assertThat(RecordHeading.readFrom(headers)).contains(heading);
    }

    @Test
    void headersCarryOneHeading_whenTheyHadAnother() {
        put("headgate-id", "old");
        put("headgate-id", "older");
        put("headgate-tenant", "other");
        put("else", "kept");

        new RecordHeading(KEY, new CorrelationId("c-1"), TraceContext.start()).writeTo(headers);

        assertThat(headers)
                .extracting(Header::key)
                .containsExactlyInAnyOrder(
                        "else", "headgate-id", "headgate-tenant", "headgate-correlation-id", "traceparent");
        assertThat(RecordHeading.readFrom(headers).orElseThrow().key()).isEqualTo(KEY);
    }

    @Test
    void requestIdCorrelates_whenNothingElseDoes() {
        put("headgate-id", "r-1");
        put("headgate-tenant", "acme");

        RecordHeading heading = RecordHeading.readFrom(headers).orElseThrow();

        assertThat(heading.correlationId()).isEqualTo(new CorrelationId("r-1"));
        assertThat(heading.trace().traceId()).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource({", acme", "r-1,", "'', acme", "r-1, ''", "r 1, acme", "r-1, ac/me"})
    void empty_whenIdOrTenantIsMissingOrNotValid(@Nullable String id, @Nullable String tenant) {
        if (id != null) {
            put("headgate-id", id);
        }
        if (tenant != null) {
            put("headgate-tenant", tenant);
        }

        assertThat(RecordHeading.readFrom(headers)).isEmpty();
    }

    @Test
    void empty_whenAHeaderHasNoValue() {
        put("headgate-tenant", "acme");
        headers.add("headgate-id", null);

        assertThat(RecordHeading.readFrom(headers)).isEmpty();
    }

    @Test
    void nextHopIsTheSameRequest_oneSpanOn() {
        RecordHeading heading = new RecordHeading(KEY, new CorrelationId("c-1"), TraceContext.start());

        RecordHeading next = heading.nextHop();

        assertThat(next.key()).isEqualTo(KEY);
        assertThat(next.correlationId()).isEqualTo(heading.correlationId());
        assertThat(next.trace().traceId()).isEqualTo(heading.trace().traceId());
        assertThat(next.trace().spanId()).isNotEqualTo(heading.trace().spanId());
    }

    private void put(String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
