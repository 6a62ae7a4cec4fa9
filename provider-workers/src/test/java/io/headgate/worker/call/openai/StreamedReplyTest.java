package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.exchange.ScriptedUpstream;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.stream.Deltas;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of a call that asked for a stream. */
class StreamedReplyTest {
    private static final String END = chunk("{},\"finish_reason\":\"stop\"") + "data: [DONE]\n\n";
    private final Shown shown = new Shown();

    @Test
    void isShownWhileItComes_andCompletes() {
        CallOutcome outcome = call(stream(content("Ca") + content("nals") + END));

        assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
        assertThat(shown.chunks)
                .extracting(chunk -> chunk.at("/choices/0/delta/content").asText())
                .containsExactly("Ca", "nals", "");
    }

    @Test
    void whatComesAfterTheEndIsNotRead() {
        assertThat(call(stream(content("Canals") + END + content(" and more") + "data: {broken\n\n")))
                .isInstanceOf(CallOutcome.Completed.class);
        assertThat(shown.chunks).hasSize(2);
    }

    @Test
    void aProviderThatAnswersWholeAllTheSameIsTakenAtItsWord() {
        String whole = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Canals\"},\"finish_reason\":\"stop\"}]}";

        assertThat(call(Answer.json(200, bytes(whole)))).isInstanceOf(CallOutcome.Completed.class);
        assertThat(shown.chunks).isEmpty();
    }

    @Test
    void anErrorIsReadAsEverywhere() {
        CallOutcome outcome = call(Answer.json(429, bytes("{\"error\":{\"code\":\"slow_down\"}}")));

        assertThat(((CallOutcome.Retryable) outcome).failure().seen()).isEqualTo("HTTP 429 slow_down");
    }

    @Test
    void isLeft_whenItGoesOnPastItsCap() {
        String endless = content("canals ".repeat(20)).repeat(100);

        CallOutcome.Unknown outcome =
                (CallOutcome.Unknown) call(stream(endless + END).inPiecesOf(500));

        assertThat(outcome.failure().code()).isEqualTo(FailureCode.PROVIDER_GARBAGE);
        assertThat(outcome.failure().allowed()).isEqualTo("64 output tokens");
        assertThat(Objects.requireNonNull(outcome.usage()).source()).isEqualTo(Usage.Source.ESTIMATED);
        assertThat(shown.chunks).hasSizeLessThan(50);
    }

    @Test
    void isBilledForWhatHasCome_whenItsFirstChunkToldOfTheInputAlone() {
        String told = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}\n\n";
        String endless = content("canals ".repeat(20)).repeat(100);

        CallOutcome.Unknown outcome =
                (CallOutcome.Unknown) call(stream(told + endless).inPiecesOf(500));

        Usage used = Objects.requireNonNull(outcome.usage());
        assertThat(used.of(Meter.INPUT)).isEqualTo(7);
        assertThat(used.outputTokens()).isGreaterThan(64);
        assertThat(used.source()).isEqualTo(Usage.Source.ESTIMATED);
    }

    private CallOutcome call(Answer answer) {
        Dispatch dispatch = Samples.dispatch("streamed");
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        Duration minute = Duration.ofMinutes(1);
        CallTimeouts timeouts = new CallTimeouts(minute, minute, minute, minute);
        ScriptedUpstream http = new ScriptedUpstream(answer);
        WireAdapter adapter = new WireAdapter(new OpenAiWire(), http, Manner.PLAIN, Clock.systemUTC());
        URI base = URI.create("https://provider.test/v1");
        return adapter.call(new UpstreamCall(dispatch, base, null, heading, timeouts, shown));
    }

    private static Answer stream(String events) {
        return Answer.of("text/event-stream; charset=utf-8", bytes(events));
    }

    private static String content(String text) {
        return chunk("{\"content\":\"%s\"},\"finish_reason\":null".formatted(text));
    }

    private static String chunk(String delta) {
        return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":%s}]}\n\n".formatted(delta);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Shown implements Deltas.Sink {
        final List<ObjectNode> chunks = new ArrayList<>();

        @Override
        public void accept(ObjectNode chunk) {
            chunks.add(chunk);
        }

        @Override
        public void ended(boolean whole) {}
    }
}
