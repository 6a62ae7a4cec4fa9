package io.headgate.schemas.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void readsWhatW3cWrites() {
        assertThat(TraceContext.of(PARENT, "rojo=1,congo=2"))
                .isEqualTo(new TraceContext(TRACE, SPAN, "01", "rojo=1,congo=2"));
        assertThat(TraceContext.of(PARENT, null).traceparent()).isEqualTo(PARENT);
    }

    @Test
    void readsALaterVersion_andWritesTheOneItKnows() {
        TraceContext context = TraceContext.of("cc-" + TRACE + "-" + SPAN + "-00-what-comes-later", null);

        assertThat(context.traceparent()).isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "garbage",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-01x",
                " " + PARENT
            })
    void startsAnew_whenTraceparentIsNotValid(@Nullable String traceparent) {
        TraceContext context = TraceContext.of(traceparent, "rojo=1");

        assertThat(context.traceId()).isNotEqualTo(TRACE);
        assertThat(context.state()).as("the state of another trace").isNull();
        assertThat(TraceContext.of(context.traceparent(), null))
                .as("what we start is valid")
                .isEqualTo(context);
    }

    @Test
    void childStaysInTheTrace_underASpanOfItsOwn() {
        TraceContext parent = TraceContext.of(PARENT, "rojo=1");
        Set<String> spans = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            TraceContext child = parent.child();
            spans.add(child.spanId());
            assertThat(child).isEqualTo(new TraceContext(TRACE, child.spanId(), "01", "rojo=1"));
            assertThat(child.spanId()).matches("[0-9a-f]{16}");
        }
        assertThat(spans).hasSize(100).doesNotContain(SPAN);
    }

    @Test
    void stateIsDropped_whenItIsTooLong() {
        assertThat(TraceContext.of(PARENT, "a=" + "x".repeat(510)).state()).hasSize(512);
        assertThat(TraceContext.of(PARENT, "a=" + "x".repeat(511)).state()).isNull();
    }

    @Test
    void headersCarryIt() {
        RecordHeaders headers = new RecordHeaders();
        TraceContext context = TraceContext.of(PARENT, "rojo=1");

        context.writeTo(headers);

        assertThat(TraceContext.from(headers)).isEqualTo(context);
    }

    @Test
    void headersCarryOneContext_whenTheyHadAnother() {
        RecordHeaders headers = new RecordHeaders();
        TraceContext.of(PARENT, "rojo=1").writeTo(headers);
        TraceContext later = TraceContext.start();

        later.writeTo(headers);

        assertThat(headers).extracting(Header::key).containsExactly("traceparent");
        assertThat(TraceContext.from(headers)).isEqualTo(later);
    }

    @Test
    void startsAnew_whenHeadersCarryNothing() {
        RecordHeaders headers = new RecordHeaders();
        assertThat(TraceContext.from(headers)).isNotEqualTo(TraceContext.from(headers));

        headers.add("traceparent", null);
        assertThat(TraceContext.from(headers).traceId()).matches("[0-9a-f]{32}");

        headers.add("traceparent", PARENT.getBytes(StandardCharsets.UTF_8));
        assertThat(TraceContext.from(headers).traceId())
                .as("the last one counts")
                .isEqualTo(TRACE);
    }
}
