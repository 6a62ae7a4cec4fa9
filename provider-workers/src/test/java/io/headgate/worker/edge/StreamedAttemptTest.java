package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Streams;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Catalogues;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.KeyRing;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.call.stream.Chunks;
import io.headgate.worker.claim.OffsetLedger;
import io.headgate.worker.edge.Attempting.Attempted;
import io.headgate.worker.guard.Guard;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.redact.Redactor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call whose client wants its reply streamed; the provider says what it is told to. */
class StreamedAttemptTest {
    private static final Codecs CODECS = AvroCodecs.singleObject();
    private static final String PROMPT = "{\"model\":\"fast\",\"stream\":true,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"mail ada@example.org\"}]}";
    private static final String WHOLE = """
            {"id":"c","object":"chat.completion","created":1,"model":"small","choices":[{"index":0,\
            "finish_reason":"stop","message":{"role":"assistant","content":"whole"}}],\
            "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Clock clock = Clock.systemUTC();
    private final Guard guard = new Guard(clock, System::nanoTime, RandomGenerator.getDefault());
    private final Adapters adapters = new Adapters(clock);
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final DeltaWriter writer = new DeltaWriter(kafka, CODECS, "t.deltas", clock);
    private String events = "";
    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(body);
            boolean streamed = Chunks.of(body).path("stream").asBoolean();
            byte[] reply = (streamed ? events : WHOLE).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", streamed ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        guard.close();
        adapters.close();
        provider.stop(0);
    }

    private static String said(String... pieces) {
        StringBuilder events = new StringBuilder();
        for (String piece : pieces) {
            events.append("data: ").append(Chunks.content(piece)).append("\n\n");
        }
        return events.toString();
    }

    private static String ended() {
        return "data: " + Chunks.finish("stop") + "\n\ndata: [DONE]\n\n";
    }

    @Test
    void replyIsShownWhileItComes_andIsTheResult() throws Exception {
        events = said("Hel", "lo") + ended();

        CallOutcome.Completed completed = (CallOutcome.Completed) outcome(Samples.dispatch("r1", 1, later(), PROMPT));

        assertThat(Chunks.of(completed.response())
                        .at("/choices/0/message/content")
                        .textValue())
                .isEqualTo("Hello");
        assertThat(shown()).isEqualTo("Hello");
        assertThat(deltas().getLast().end()).isEqualTo(Delta.End.COMPLETED);
    }

    @Test
    void maskedIsRestored_inWhatIsShownToo() throws Exception {
        events = said("to <EMA", "IL_1", "> then") + ended();
        Dispatch plain = Samples.dispatch("r1", 1, later(), PROMPT);
        RedactionPolicy policy = new RedactionPolicy(new Redaction(Set.of("email"), Redaction.Action.MASK), false);

        CallOutcome.Completed completed = (CallOutcome.Completed) outcome(of(plain, plain.reservation(), policy));

        assertThat(asked).singleElement().asString().contains("<EMAIL_1>").doesNotContain("ada@");
        assertThat(completed.response()).contains("to ada@example.org then");
        assertThat(shown()).isEqualTo("to ada@example.org then");
    }

    @Test
    void cutStreamIsNoSuccess_andSaysSo() throws Exception {
        events = said("Hel", "lo");

        assertThat(outcome(Samples.dispatch("r1", 1, later(), PROMPT))).isInstanceOf(CallOutcome.Unknown.class);
        assertThat(shown()).isEqualTo("Hello");
        assertThat(deltas().getLast().end()).isEqualTo(Delta.End.FAILED);
    }

    @Test
    void replyThatGoesOnAndOnIsCutOff_andWhatHasComeIsInTheBooks() throws Exception {
        String[] endless = new String[2_000];
        Arrays.fill(endless, "four and four, ");
        events = said(endless) + ended();
        Dispatch plain = Samples.dispatch("r1", 1, later(), PROMPT);

        CallOutcome.Unknown left = (CallOutcome.Unknown) outcome(of(plain, new Reservation(20, 100, null), null));

        assertThat(left.failure().allowed()).isEqualTo("100 output tokens");
        Usage used = Objects.requireNonNull(left.usage());
        assertThat(used.source()).isEqualTo(Usage.Source.ESTIMATED);
        assertThat(used.of(Meter.OUTPUT)).isBetween(400L, 1_000L);
        assertThat(shown().length()).isLessThan(10_000);
        assertThat(deltas().getLast().end()).isEqualTo(Delta.End.FAILED);
    }

    @Test
    void replyIsAskedForWhole_whereTheCatalogueSaysSo() throws Exception {
        Dispatch first = Samples.dispatch("r1", 1, later(), PROMPT);
        Dispatch second = Samples.after(first, AttemptStatus.UNKNOWN, FailureCode.PROVIDER_UNAVAILABLE);
        events = said("streamed") + ended();

        assertThat(text(outcome(first, Streams.NEVER))).isEqualTo("whole");
        assertThat(text(outcome(first, new Streams(true, false)))).isEqualTo("streamed");
        assertThat(text(outcome(second, new Streams(true, false)))).isEqualTo("whole");
        assertThat(text(outcome(second, Streams.ALWAYS))).isEqualTo("streamed");
    }

    private static String text(CallOutcome outcome) {
        String response = ((CallOutcome.Completed) outcome).response();
        return Chunks.of(response).at("/choices/0/message/content").textValue();
    }

    private List<Delta> deltas() {
        writer.writeDue();
        return kafka.history().stream()
                .map(record -> ((Decoded.Readable<Delta>) CODECS.delta().decode(record.value())).value())
                .toList();
    }

    private String shown() {
        return deltas().stream()
                .map(delta ->
                        Chunks.of(delta.chunk()).at("/choices/0/delta/content").asText(""))
                .collect(Collectors.joining());
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofMinutes(1));
    }

    private static Dispatch of(Dispatch plain, Reservation reservation, @Nullable RedactionPolicy policy) {
        return new Dispatch(
                plain.request(),
                plain.attempt(),
                plain.number(),
                plain.target(),
                plain.price(),
                reservation,
                plain.decision(),
                plain.history(),
                plain.dispatchedAt(),
                plain.dearest(),
                policy);
    }

    private CallOutcome outcome(Dispatch dispatch) throws InterruptedException {
        return outcome(dispatch, Streams.ALWAYS);
    }

    private CallOutcome outcome(Dispatch dispatch, Streams streams) throws InterruptedException {
        Attempting attempting = attempting(streams);
        ConsumerRecord<byte[], byte[]> taken = new ConsumerRecord<>(
                "t.dispatch.sim", 0, 7, new byte[0], CODECS.dispatch().encode(dispatch));
        HeldPartition held = new HeldPartition(new TopicPartition(taken.topic(), 0), false, OffsetLedger.startingAt(0));
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        AtomicReference<@Nullable Attempted> attempted = new AtomicReference<>();
        Thread call = Thread.ofVirtual().start(() -> {
            Handling handling = new Handling(held, taken, new Lease(System::nanoTime));
            handling.begin(Thread.currentThread());
            try {
                attempted.set(attempting.attempt(dispatch, handling, heading));
            } catch (InterruptedException givenUp) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(call.join(Duration.ofSeconds(30))).isTrue();
        GuardedOutcome outcome = Objects.requireNonNull(attempted.get()).outcome();
        GuardedOutcome.Called called = (GuardedOutcome.Called) outcome;
        called.permit().release();
        return called.outcome();
    }

    private Attempting attempting(Streams streams) {
        URI address = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
        Provider plain = Catalogues.provider(address, new ProviderLimits(null, null, 10, 10));
        Provider known = new Provider(
                plain.name(),
                plain.adapter(),
                plain.endpoints(),
                List.of(),
                null,
                plain.limits(),
                plain.timeouts(),
                plain.retry(),
                List.of(),
                plain.redaction(),
                true,
                plain.billing(),
                plain.proxy(),
                streams,
                plain.dialect(),
                plain.unsupported());
        Model model = new Model(
                Samples.TARGET.model(),
                Samples.PROVIDER,
                Samples.TARGET.providerModel(),
                Set.of(Capability.STREAMING),
                10_000,
                null,
                List.of(),
                null);
        Catalogue without = Catalogues.of(known);
        CurrentCatalogue catalogue = new CurrentCatalogue();
        catalogue.set(new Catalogue(
                without.revision(),
                without.defaults(),
                without.providers(),
                Map.of(model.name(), model),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of()));
        guard.follow(known, Set.of(Samples.TARGET));
        guard.share(1);
        return new Attempting(
                guard,
                new ProviderCall.CallSetting(
                        "a",
                        new Places(catalogue, adapters, new KeyRing(new Secrets(Map.of()))),
                        (intent, heading) -> {},
                        () -> {},
                        writer,
                        clock,
                        Milestone.Listener.NONE),
                new Redactor(new StrictJson()));
    }
}
