package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.Catalogues;
import io.headgate.worker.Samples;
import io.headgate.worker.call.KeyRing;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.claim.OffsetLedger;
import io.headgate.worker.guard.Guard;
import io.headgate.worker.redact.Redactor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider gets of a prompt, and the client of its answer; the provider says what it was told. */
class RedactedCallTest {
    private static final Codecs CODECS = AvroCodecs.singleObject();
    private static final String PROMPT =
            "{\"model\":\"fast\",\"user\":\"ada@example.org\",\"metadata\":{\"owner\":\"ada@example.org\"},\"tools\":["
                    + "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"Of ada@example.org.\"}}],"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"mail ada@example.org\"}]}";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Clock clock = Clock.systemUTC();
    private final Guard guard = new Guard(clock, System::nanoTime, RandomGenerator.getDefault());
    private final Adapters adapters = new Adapters(clock);
    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            told.add(body);
            String said = body.substring(body.indexOf("mail "), body.indexOf("\"}]"));
            byte[] reply = """
                    {"id":"c","object":"chat.completion","created":1,"model":"small-2026-01-01","choices":[{"index":0,\
                    "finish_reason":"stop","message":{"role":"assistant","content":"%s"}}],\
                    "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""".formatted(said).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(200, reply.length);
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

    @Test
    void theProviderIsToldThePlaceholder_andTheClientIsAnsweredWithTheValue() throws Exception {
        InferenceResult result = result(Action.MASK);
        assertThat(told)
                .singleElement()
                .satisfies(body -> assertThat(body).contains("mail <EMAIL_1>").doesNotContain("ada@example.org"));
        assertThat(((InferenceResult.Completed) result.outcome()).response()).contains("\"mail ada@example.org\"");
    }

    @Test
    void noCallIsMade_whenThePromptIsBlocked() throws Exception {
        InferenceResult result = result(Action.BLOCK);
        assertThat(told).isEmpty();
        InferenceResult.Failed failed = (InferenceResult.Failed) result.outcome();
        assertThat(failed.failure().code()).isEqualTo(FailureCode.REDACTION_REFUSED);
        assertThat(failed.toString()).doesNotContain("ada@");
        assertThat(result.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(AttemptStatus.NOT_CALLED));
    }

    private InferenceResult result(Action action) throws InterruptedException {
        Dispatch plain = Samples.dispatch("r1", 1, Instant.now().plus(Duration.ofMinutes(1)), PROMPT);
        Dispatch dispatch = new Dispatch(
                plain.request(),
                plain.attempt(),
                1,
                plain.target(),
                plain.price(),
                plain.reservation(),
                plain.decision(),
                List.of(),
                plain.dispatchedAt(),
                plain.dearest(),
                new RedactionPolicy(new Redaction(Set.of("email"), action), false));
        ConsumerRecord<byte[], byte[]> taken = new ConsumerRecord<>(
                "t.dispatch.sim", 0, 7, new byte[0], CODECS.dispatch().encode(dispatch));
        HeldPartition held = new HeldPartition(new TopicPartition(taken.topic(), 0), false, OffsetLedger.startingAt(0));
        List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
        Thread call = Thread.ofVirtual().start(() -> {
            try {
                written.addAll(handler()
                        .handle(new Handling(held, taken, new Lease(System::nanoTime)), request -> {})
                        .records());
            } catch (InterruptedException givenUp) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(call.join(Duration.ofSeconds(30))).isTrue();
        byte[] value = written.stream()
                .filter(record -> record.topic().equals("t.results"))
                .findFirst()
                .orElseThrow()
                .value();
        return ((Decoded.Readable<InferenceResult>) CODECS.result().decode(value)).value();
    }

    private DispatchHandler handler() {
        CurrentCatalogue catalogue = new CurrentCatalogue();
        URI address = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
        catalogue.set(Catalogues.of(Catalogues.provider(address, new ProviderLimits(null, null, 10, 10))));
        guard.follow(Catalogues.provider(address, new ProviderLimits(null, null, 10, 10)), Set.of(Samples.TARGET));
        guard.share(1);
        Attempting attempting = new Attempting(
                guard,
                new ProviderCall.CallSetting(
                        "a",
                        new Places(catalogue, adapters, new KeyRing(new Secrets(Map.of()))),
                        (intent, heading) -> {},
                        () -> {},
                        DeltaSinks.NONE,
                        clock,
                        Milestone.Listener.NONE),
                new Redactor(new StrictJson()));
        return new DispatchHandler(
                CODECS.dispatch(),
                catalogue,
                Duration.ZERO,
                (request, acceptedAt) -> false,
                attempting,
                new WrittenDown(
                        catalogue, new OutgoingRecords(CODECS, new TopicNames("t."), 1_000_000), attempt -> {}, clock),
                request -> {});
    }
}
