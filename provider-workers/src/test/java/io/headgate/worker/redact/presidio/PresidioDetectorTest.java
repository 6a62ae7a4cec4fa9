package io.headgate.worker.redact.presidio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Detection.Detector;
import io.headgate.schemas.catalog.Detection.OnFailure;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.worker.Samples;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.redact.Redacted;
import io.headgate.worker.redact.Redactor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a small server that finds Ada wherever she is named, as Presidio tells it. */
class PresidioDetectorTest {
    private static final String BODY =
            "{\"messages\":[{\"content\":\"\uD83D\uDE80 Ada asks\"},{\"content\":\"who is Ada? ada@example.org\"}]}";

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ObjectMapper json = new ObjectMapper();
    private volatile @Nullable String answer;
    private volatile int status = 200;
    private volatile boolean hangs;
    private HttpServer server;
    private PresidioDetector detector;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/analyze", exchange -> {
            JsonNode question = json.readTree(exchange.getRequestBody());
            asked.add(question);
            if (hangs) {
                await();
            }
            String said = answer;
            byte[] reply =
                    (said == null ? places(question.get("text").textValue()) : said).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        detector = new PresidioDetector(
                new StrictJson(), allowPrivate -> new ApacheHttpUpstream(HttpLimits.of(32, allowPrivate)));
    }

    @AfterEach
    void stop() {
        released.countDown();
        detector.close();
        server.stop(0);
    }

    private void await() {
        try {
            released.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counted as Python counts. */
    private static String places(String text) {
        StringBuilder places = new StringBuilder("[");
        for (int at = text.indexOf("Ada"); at >= 0; at = text.indexOf("Ada", at + 1)) {
            int start = text.codePointCount(0, at);
            places.append(places.length() > 1 ? "," : "")
                    .append("{\"entity_type\":\"PERSON\",\"start\":%d,\"end\":%d,\"score\":0.85}"
                            .formatted(start, start + 3));
        }
        return places.append(",{\"entity_type\":\"DATE_TIME\",\"start\":0,\"end\":1,\"score\":0.1}]")
                .toString();
    }

    @Test
    void namesAreMasked_inEveryTextByOneCall_andRestored() {
        Redacted.Cleared cleared = (Redacted.Cleared) redact(service(OnFailure.BLOCK, true), false);
        assertThat(cleared.body())
                .isEqualTo("{\"messages\":[{\"content\":\"\uD83D\uDE80 <PERSON_1> asks\"},"
                        + "{\"content\":\"who is <PERSON_1>? <EMAIL_1>\"}]}");
        assertThat(cleared.restore().apply("{\"choices\":[{\"message\":{\"content\":\"<PERSON_1>!\"}}]}"))
                .contains("\"Ada!\"");
        assertThat(asked).singleElement().satisfies(question -> {
            assertThat(question.get("language").textValue()).isEqualTo("en");
            assertThat(question.get("entities")).hasSize(1);
            assertThat(question.get("entities").get(0).textValue()).isEqualTo("PERSON");
        });
    }

    @Test
    void itIsNotAsked_whereThePolicyNamesNoneOfItsEntities() {
        RedactionPolicy mail = new RedactionPolicy(new Redaction(Set.of("email"), Action.MASK), false);
        assertThat(redactor(service(OnFailure.BLOCK, true)).redact(Samples.request("r", Instant.EPOCH, BODY), mail))
                .isInstanceOf(Redacted.Cleared.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{}",
                "[{}]",
                "[1]",
                "[{\"entity_type\":\"PERSON\",\"start\":-1,\"end\":3}]",
                "[{\"entity_type\":\"PERSON\",\"start\":3,\"end\":3}]",
                "[{\"entity_type\":\"PERSON\",\"start\":0,\"end\":9999}]",
                "[{\"entity_type\":\"PERSON\",\"start\":1e2,\"end\":200}]",
                "[{\"entity_type\":\"PERSON\",\"start\":\"0\",\"end\":3}]",
                "[{\"entity_type\":null,\"start\":0,\"end\":3}]"
            })
    void anAnswerThatIsNoneIsAFailure(String said) {
        answer = said;
        assertRefused(redact(service(OnFailure.BLOCK, true), false));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 400, 500})
    void soIsAnotherStatus_andNoRedirectIsFollowed(int other) {
        status = other;
        answer = "";
        assertRefused(redact(service(OnFailure.BLOCK, true), false));
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatElseWasFoundIsMasked_whereItsFailureMayPass_butAStrictRouteRefuses() {
        status = 500;
        Redactor redactor = redactor(service(OnFailure.PASS, true));
        Redacted.Cleared cleared =
                (Redacted.Cleared) redactor.redact(Samples.request("r", Instant.EPOCH, BODY), policy(false));
        assertThat(cleared.body()).contains("Ada asks", "<EMAIL_1>");
        assertRefused(redactor.redact(Samples.request("r", Instant.EPOCH, BODY), policy(true)));
        assertThat(redactor.counts().detectorAway()).isEqualTo(2);
    }

    @Test
    void oneThatHangsIsWaitedForNoLongerThanItsTimeout() {
        hangs = true;
        long began = System.nanoTime();
        assertRefused(redact(service(OnFailure.BLOCK, true), false));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aPrivateAddressIsNotCalled_unlessTheCatalogueAllowsIt() {
        assertRefused(redact(service(OnFailure.BLOCK, false), false));
        assertThat(asked).isEmpty();
    }

    private static void assertRefused(Redacted redacted) {
        assertThat(redacted).isInstanceOfSatisfying(Redacted.Refused.class, refused -> {
            assertThat(refused.failure().code()).isEqualTo(FailureCode.REDACTION_REFUSED);
            assertThat(refused.failure().toString()).doesNotContain("Ada");
        });
    }

    private Redacted redact(Detector service, boolean strict) {
        return redactor(service).redact(Samples.request("r", Instant.EPOCH, BODY), policy(strict));
    }

    private Redactor redactor(Detector service) {
        Detection detection = new Detection(Map.of(), Set.of(), service);
        return new Redactor(new StrictJson(), () -> detection, detector);
    }

    private static RedactionPolicy policy(boolean strict) {
        return new RedactionPolicy(new Redaction(Set.of("person", "email"), Action.MASK), strict);
    }

    private Detector service(OnFailure onFailure, boolean allowPrivate) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Detector(url, Set.of("PERSON", "LOCATION"), "en", Duration.ofSeconds(2), onFailure, allowPrivate);
    }
}
