package io.headgate.api.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.Answering;
import io.headgate.api.KeptRows;
import io.headgate.api.TestApi;
import io.headgate.api.access.KeyDesk;
import io.headgate.api.access.audit.Actor;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.TenantId;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A thousand and more requests that mean ill, to every route there is: each is refused in the shape of errors, or, where
 * it is no HTTP, closed. None is a failure of the server, none leaks, and a good one is served all the while.
 */
class HostileIT {
    private static final int TOGETHER = 100;
    private static final int TRIES = 4;
    private static final TenantId ACME = new TenantId("acme");

    private static TestApi api;
    private static Requests requests;
    private static KeptRows rows;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(HostileIT.class);
        TestApi.createTopics(bootstrap, prefix);
        Path pepper = Files.writeString(directory.resolve("pepper"), "4c93b7e08d1e6f52a08d1e6f52b7a4c9");
        rows = new KeptRows(TestServers.freshDatabase());
        api = new TestApi(
                bootstrap,
                prefix,
                rows.jdbcUrl(),
                Map.of("headgate.api.open", "false", "headgate.api.key-pepper", "file:" + pepper));
        requests = new Requests(adminKey());
    }

    private static String adminKey() {
        return api.bean(KeyDesk.class)
                .bootstrap(new Actor("setup", Actor.Via.CLI))
                .orElseThrow()
                .key()
                .text();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void nothingThatComesInIsAFailureOfTheServer() throws Exception {
        List<Target> targets = Target.all(api.bean(Router.class));
        JsonNode document = new ObjectMapper().readTree(good("/openapi.json").body());
        List<Hostile> corpus = Stream.of(
                        new HostileAddresses(requests).cases(targets),
                        new HostileHeaders(requests).cases(targets),
                        new BrokenHttp(requests).cases(targets),
                        new HostileBodies(requests).cases(targets),
                        new WrongFields(requests).cases(document))
                .flatMap(cases -> cases)
                .toList();
        assertThat(corpus).hasSizeGreaterThan(1_000);
        Wire wire = new Wire(api.base);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        List<List<String>> faults = new ArrayList<>();

        // What is taken in is answered, or whoever waits for it would.
        try (Answering _ = new Answering(api, (request, to) -> to.answer(request, "Hello"));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int first = 0; first < corpus.size(); first += TOGETHER) {
                List<Future<List<String>>> answers =
                        corpus.subList(first, Math.min(first + TOGETHER, corpus.size())).stream()
                                .map(request -> clients.submit(() -> Judgement.of(request, answer(wire, request))))
                                .toList();
                for (Future<List<String>> answer : answers) {
                    faults.add(answer.get());
                }
                HttpResponse<String> good = good("/v1/catalog");
                assertThat(good.statusCode())
                        .as("a good request after %d: %s", first, good.body())
                        .isEqualTo(200);
            }
        } finally {
            root.detachAppender(log);
        }
        System.out.println("hostile requests: " + corpus.size() + " to " + targets.size() + " routes");

        assertThat(faults.stream().filter(found -> !found.isEmpty())).isEmpty();
        assertThat(log.list).noneMatch(event -> text(event).contains(Hostile.CANARY));
    }

    @Test
    void whatIsAnotherTenantsIsNotThere() throws Exception {
        String request = Belongings.REQUEST;
        assertThat(api.post(
                                TestApi.BODY,
                                "headgate-tenant",
                                "acme",
                                "headgate-id",
                                request,
                                "authorization",
                                "Bearer " + requests.key())
                        .statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        good("/v1/requests/%s?tenant=acme".formatted(request)).statusCode() == 200);
        Belongings acmes = Belongings.make(api, rows, "acme", requests.key());
        Wire wire = new Wire(api.base);

        for (Target target : Target.all(api.bean(Router.class))) {
            if (target.refusesWhatIsNot()) {
                Optional<String> id = acmes.of(target);
                byte[] bytes = requests.withBody(
                        target.method() + " " + target.path(id.orElse(request)),
                        // The one that takes a body by itself is asked for what it could do.
                        target.template().endsWith("/resubmit") ? "{}" : "{\"score\":1}",
                        requests.authorization(),
                        "Headgate-Tenant: globex",
                        "Content-Type: application/json");
                Wire.Reply reply = answer(wire, new Hostile(target.toString(), bytes, Hostile.Expected.REFUSED));
                // What is no tenant's, and could be no id of its kind, is told so to everybody.
                assertThat(reply.status())
                        .as(target + ": " + reply.text())
                        .isIn(id.isPresent() ? List.of(404) : List.of(400, 404));
            }
        }
        assertThat(acmes.ids().keySet())
                .allMatch(kind -> Target.all(api.bean(Router.class)).stream()
                        .anyMatch(target -> target.template().startsWith(kind)));
        theirOwnerStillHasThem(acmes);
    }

    @Test
    void noBatchIsMadeOfAnotherTenantsFile() throws Exception {
        String file = api.bean(FileStore.class)
                .create(ACME, Purpose.BATCH, "in.jsonl", new ByteArrayInputStream(new byte[] {'{', '}'}))
                .id()
                .value();

        HttpResponse<String> refused = Belongings.order(api, "globex", requests.key(), file);
        HttpResponse<String> none = Belongings.order(api, "globex", requests.key(), "file-0");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(new ObjectMapper()
                        .readTree(refused.body())
                        .at("/error/param")
                        .asText())
                .isEqualTo("input_file_id");
        // Nor is it told that there is such a file.
        assertThat(refused.body()).isEqualTo(none.body().replace("file-0", file));
    }

    /** By the same ids, and nothing that somebody else asked for was done to them. */
    private static void theirOwnerStillHasThem(Belongings acmes) throws IOException, InterruptedException {
        for (Target target : Target.all(api.bean(Router.class))) {
            Optional<String> id = acmes.of(target);
            // A stream of events has no end.
            if (target.method() == HttpMethod.GET
                    && target.takesAnId()
                    && id.isPresent()
                    && !target.template().endsWith("/events")) {
                HttpResponse<String> own = good(target.path(id.get()) + "?tenant=acme");
                assertThat(own.statusCode()).as(target + ": " + own.body()).isEqualTo(200);
                assertThat(own.body()).doesNotContain("\"status\":\"cancel");
            }
        }
        assertThat(good("/v1/webhooks?tenant=acme").body()).contains("\"crm\"");
        assertThat(good("/v1/webhooks/deliveries?tenant=acme").body()).contains(Belongings.REQUEST);
    }

    private static String text(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + event.getKeyValuePairs() + (thrown == null ? "" : thrown.getMessage());
    }

    private static HttpResponse<String> good(String path) throws IOException, InterruptedException {
        return api.send(
                HttpRequest.newBuilder(api.base.resolve(path)).header("authorization", "Bearer " + requests.key()));
    }

    /** Who is told to ask again does: the index may be a moment behind. */
    private static Wire.Reply answer(Wire wire, Hostile request) throws IOException, InterruptedException {
        Wire.Reply reply = wire.send(request);
        for (int tries = 1; tries < TRIES && isToBeAskedAgain(reply); tries++) {
            reply = wire.send(request);
        }
        return reply;
    }

    private static boolean isToBeAskedAgain(Wire.Reply reply) {
        return reply.status() == 503 && reply.head().contains("retry-after");
    }
}
