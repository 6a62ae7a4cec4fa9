package io.headgate.worker.call.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Samples;
import io.headgate.worker.call.wire.WireJson;
import org.junit.jupiter.api.Test;

class EstimatedUsageTest {
    private static final JsonNode HELLO =
            completion("{'content':'Hello, world!','reasoning_content':'Hello, world!','refusal':null}");

    @Test
    void textsAreCounted_andTheInputIsTheRoutersEstimate() {
        Usage usage = EstimatedUsage.of(HELLO, reserving(new Reservation(20, 64, null)));

        assertThat(usage.source()).isEqualTo(Usage.Source.ESTIMATED);
        assertThat(usage.of(Meter.INPUT)).isEqualTo(20);
        assertThat(usage.outputTokens()).isEqualTo(8);
    }

    @Test
    void partsAndToolCallsAreSaidToo() {
        JsonNode said = completion(
                "{'content':[{'type':'text','text':'Hello, world!'}],'tool_calls':[{'function':{'name':'f','arguments':'{}'}}]}");

        assertThat(EstimatedUsage.of(said, reserving(new Reservation(20, 64, null)))
                        .outputTokens())
                .isGreaterThan(8);
    }

    @Test
    void aModelThatIsSeenToCountMore_countsMoreOutputToo() {
        Usage usage = EstimatedUsage.of(HELLO, reserving(new Reservation(30, 64, null, 20)));

        assertThat(usage.of(Meter.INPUT)).isEqualTo(30);
        assertThat(usage.outputTokens()).isEqualTo(12);
    }

    @Test
    void theBodyIsCounted_whereTheRouterEstimatedNothing() {
        Dispatch dispatch = reserving(new Reservation(0, 64, null)).withBody("Hello, world!");

        assertThat(EstimatedUsage.of(HELLO, dispatch).of(Meter.INPUT)).isEqualTo(4);
    }

    private static JsonNode completion(String message) {
        return WireJson.object("{'choices':[{'message':%s}]}".formatted(message).replace('\'', '"'))
                .orElseThrow();
    }

    private static Dispatch reserving(Reservation reservation) {
        Dispatch sample = Samples.dispatch("estimated");
        return new Dispatch(
                sample.request(),
                sample.attempt(),
                sample.number(),
                sample.target(),
                sample.price(),
                reservation,
                sample.decision(),
                sample.history(),
                sample.dispatchedAt());
    }
}
