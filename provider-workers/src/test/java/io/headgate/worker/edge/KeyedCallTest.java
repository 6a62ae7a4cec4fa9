package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderKey;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Catalogues;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.KeyEvent;
import io.headgate.worker.call.KeyRing;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.claim.OffsetLedger;
import io.headgate.worker.redact.Redacted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One call of an attempt, to a provider that knows which keys it takes. */
class KeyedCallTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<KeyEvent> events = new ArrayList<>();
    private final List<Integer> intents = new ArrayList<>();
    private final Adapters adapters = new Adapters(Clock.systemUTC());
    private HttpServer server;
    private volatile Set<String> good = Set.of();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestHeaders().getFirst("authorization");
            sent.add(key);
            boolean taken = good.contains(key);
            byte[] reply = (taken ? """
                    {"id":"c","object":"chat.completion","created":1,"model":"small-2026-01-01","choices":[{"index":0,\
                    "finish_reason":"stop","message":{"role":"assistant","content":"x"}}],\
                    "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""" : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(taken ? 200 : 401, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        adapters.close();
        server.stop(0);
    }

    @Test
    void anotherKeyIsTakenAtOnce_andTheCallIsOne() throws InterruptedException {
        good = Set.of("Bearer sk-b");
        assertThat(call()).isInstanceOf(CallOutcome.Completed.class);
        assertThat(sent).containsExactly("Bearer sk-a", "Bearer sk-b");
        assertThat(intents).containsExactly(1);
        assertThat(events).containsExactly(new KeyEvent.Resting(new SecretRef.Env("A"), KeyEvent.Trouble.REFUSED));
    }

    @Test
    void eachIsTriedOnce_whenAllAreRefused_andNoOutcomeShowsOne() throws InterruptedException {
        CallOutcome outcome = call();
        assertThat(outcome).isInstanceOf(CallOutcome.Refused.class);
        assertThat(outcome.toString()).doesNotContain("sk-");
        assertThat(sent).containsExactly("Bearer sk-a", "Bearer sk-b");
    }

    private CallOutcome call() throws InterruptedException {
        CurrentCatalogue catalogue = new CurrentCatalogue();
        catalogue.set(Catalogues.of(provider()));
        KeyRing keys = new KeyRing(new Secrets(Map.of("A", "sk-a", "B", "sk-b")), System::nanoTime, events::add);
        Dispatch dispatch = Samples.dispatch("r1");
        HeldPartition held = new HeldPartition(new TopicPartition("t", 0), false, OffsetLedger.startingAt(0));
        ConsumerRecord<byte[], byte[]> taken = new ConsumerRecord<>("t", 0, 7, new byte[0], new byte[0]);
        ProviderCall call = new ProviderCall(
                new ProviderCall.CallSetting(
                        "a",
                        new Places(catalogue, adapters, keys),
                        (intent, heading) -> intents.add(intent.call()),
                        () -> {},
                        DeltaSinks.NONE,
                        Clock.systemUTC(),
                        Milestone.Listener.NONE),
                new Handling(held, taken, new Lease(System::nanoTime)),
                dispatch,
                new Redacted.Cleared(dispatch.request().body()),
                new RecordHeading(
                        dispatch.request().key(),
                        dispatch.request().correlationId(),
                        TraceContext.from(taken.headers())));
        return call.call(1, new CallTimeouts(SOON, SOON, SOON, SOON)).outcome();
    }

    private Provider provider() {
        Provider plain = Catalogues.provider(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                new ProviderLimits(null, null, 10, 10));
        return new Provider(
                plain.name(),
                plain.adapter(),
                plain.endpoints(),
                List.of(new ProviderKey(new SecretRef.Env("A"), 1), new ProviderKey(new SecretRef.Env("B"), 1)),
                plain.apiVersion(),
                plain.limits(),
                plain.timeouts(),
                plain.retry(),
                plain.fallbacks(),
                plain.redaction(),
                plain.allowPrivate(),
                plain.billing(),
                plain.proxy(),
                plain.streams(),
                plain.dialect(),
                plain.unsupported());
    }
}
