package io.headgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Requests of a dozen tenants that come at once, many more than a provider takes, and what is to be seen of them whatever
 * becomes of the routers. Of each tenant one is impatient: its turn would be the last.
 */
final class WaitingCrowd {
    private static final int TENANTS = 12;
    /** Fewer critical and standard ones than pass over background work at most: none of that goes before its turn. */
    private static final Map<Priority, Integer> OF_EACH_TENANT =
            Map.of(Priority.CRITICAL, 3, Priority.STANDARD, 6, Priority.BACKGROUND, 8);

    static final int SIZE = TENANTS * (3 + 6 + 8 + 1);
    static final long TOKENS = 100_000;
    /** "Hello there" is two tokens, the message's frame six. */
    private static final long INPUT = 8;

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration IMPATIENT = Duration.ofSeconds(8);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final TopicNames topics;
    private final AvroCodecs codecs;
    private final List<String> dispatchTopics;
    private Instant arrived = Instant.MAX;

    WaitingCrowd(Cluster cluster, AvroCodecs codecs, List<String> dispatchTopics) {
        this.cluster = cluster;
        this.topics = cluster.kafka().topics();
        this.codecs = codecs;
        this.dispatchTopics = List.copyOf(dispatchTopics);
    }

    List<String> dispatchTopics() {
        return dispatchTopics;
    }

    /**
     * All have come: each went, waits and has been told so, or, impatient and on a machine that was slow, has ended before it
     * could be told.
     */
    void arrives() {
        tenants().forEach(tenant -> {
            for (Priority priority : List.of(Priority.BACKGROUND, Priority.STANDARD, Priority.CRITICAL)) {
                for (int i = 0; i < OF_EACH_TENANT.getOrDefault(priority, 0); i++) {
                    publish(tenant, "%s-%s-%d".formatted(tenant, priority, i), priority, Duration.ofMinutes(10));
                }
            }
            publish(tenant, tenant + "-impatient", Priority.BACKGROUND, IMPATIENT);
        });
        await().atMost(SOON).untilAsserted(() -> assertThat(placed()).hasSize(SIZE));
        arrived = Instant.now();
    }

    private void publish(String tenant, String id, Priority priority, Duration deadline) {
        publish(tenant, id, Samples.body("fast-text"), priority, deadline);
    }

    private void publish(String tenant, String id, String body, Priority priority, Duration deadline) {
        Map<String, String> headers = Map.of(
                "headgate-tenant",
                tenant,
                "headgate-id",
                id,
                "headgate-priority",
                priority.name().toLowerCase(Locale.ROOT),
                "headgate-deadline",
                deadline.toString());
        // By tenant, so that what one sends stays in order.
        cluster.publish(topics.requests(), tenant, body, headers);
    }

    /** The ids of those of whom the router has said anything. */
    private Set<String> placed() {
        Set<String> placed = ended(dispatches());
        waiting().forEach(notice -> placed.add(notice.key().request().value()));
        return placed;
    }

    /** The ids of those that a worker has completed, or that the router has ended. */
    Set<String> ended(List<Dispatch> completed) {
        Set<String> ended = new HashSet<>();
        completed.forEach(dispatch -> ended.add(idOf(dispatch)));
        results().forEach(result -> ended.add(result.key().request().value()));
        return ended;
    }

    /** Each was completed by one worker once, or ended by the router once: only the impatient were. */
    void assertEachEndedOnce(List<Dispatch> completed) {
        List<String> ends = Stream.concat(
                        completed.stream().map(WaitingCrowd::idOf),
                        results().stream().map(result -> result.key().request().value()))
                .toList();
        assertThat(ends).doesNotHaveDuplicates().hasSize(SIZE);
        assertThat(dispatches()).hasSameSizeAs(completed);
        assertThat(results())
                .allSatisfy(result -> assertThat(result.key().request().value()).endsWith("-impatient"))
                .extracting(result -> failureOf(result).code())
                .containsOnly(FailureCode.DEADLINE_EXCEEDED);
    }

    /** None went after its deadline, and none was ended long after it. */
    void assertInTime(List<Dispatch> completed) {
        assertThat(completed)
                .allSatisfy(dispatch -> assertThat(dispatch.dispatchedAt())
                        .isBefore(dispatch.request().context().deadline()));
        assertThat(results())
                .allSatisfy(result -> assertThat(Duration.between(result.acceptedAt(), result.endedAt()))
                        .isBetween(IMPATIENT, IMPATIENT.plus(CLOSED_WITHIN)));
    }

    /**
     * Of those of a tenant that waited, standard work went before background work, and of the equally urgent who came first.
     * Critical work has a queue of its own, in the same order.
     */
    void assertInOrder(List<Dispatch> completed) {
        tenants().forEach(tenant -> {
            List<Dispatch> waited = completed.stream()
                    .filter(dispatch ->
                            dispatch.request().key().tenant().value().equals(tenant))
                    .filter(dispatch -> dispatch.dispatchedAt().isAfter(arrived))
                    .sorted((one, other) -> rank(one) - rank(other))
                    .toList();
            assertThat(waited).as("who waited of %s", tenant).hasSizeGreaterThan(5);
            assertThat(waited)
                    .filteredOn(WaitingCrowd::isCritical)
                    .extracting(Dispatch::dispatchedAt)
                    .isSorted();
            assertThat(waited)
                    .filteredOn(dispatch -> !isCritical(dispatch))
                    .extracting(Dispatch::dispatchedAt)
                    .isSorted();
        });
    }

    private static boolean isCritical(Dispatch dispatch) {
        return dispatch.request().context().priority() == Priority.CRITICAL;
    }

    /** Nobody was told twice of the same wait. */
    void assertToldOnce() {
        assertThat(waiting())
                .extracting(notice -> notice.key() + ": " + notice.message())
                .doesNotHaveDuplicates();
    }

    /** What is spent is what was used, and nothing is reserved. */
    void assertNothingIsHeld(List<Dispatch> completed) {
        tenants().forEach(tenant -> {
            long spent = completed.stream()
                            .filter(d -> d.request().key().tenant().value().equals(tenant))
                            .count()
                    * SettlingWorkers.USED;
            long tooMuch = TOKENS - spent + 1;
            String body = Samples.body("fast-text")
                    .replace("\"messages\"", "\"max_tokens\":" + (tooMuch - INPUT) + ",\"messages\"");
            String expected = "%d asked, %d spent, 0 reserved".formatted(tooMuch, spent);
            int[] asked = {0};
            await().atMost(SOON).untilAsserted(() -> {
                publish(tenant, "%s-too-much-%d".formatted(tenant, asked[0]++), body, Priority.STANDARD, IMPATIENT);
                assertThat(results())
                        .filteredOn(r -> r.key().tenant().value().equals(tenant))
                        .extracting(result -> String.valueOf(failureOf(result).seen()))
                        .contains(expected);
            });
        });
    }

    private static Stream<String> tenants() {
        return IntStream.range(0, TENANTS).mapToObj(tenant -> "tenant-" + tenant);
    }

    /** By priority, and of one priority by arrival. */
    private static int rank(Dispatch dispatch) {
        String id = idOf(dispatch);
        String last = id.substring(id.lastIndexOf('-') + 1);
        int arrival = last.equals("impatient") ? 99 : Integer.parseInt(last);
        return dispatch.request().context().priority().ordinal() * 100 + arrival;
    }

    private List<Dispatch> dispatches() {
        return dispatchTopics.stream()
                .flatMap(topic -> read(codecs.dispatch(), topic).stream())
                .toList();
    }

    private List<InferenceResult> results() {
        return read(codecs.result(), topics.results());
    }

    private List<Notice> waiting() {
        return read(codecs.notice(), topics.notices()).stream()
                .filter(notice -> notice.kind() == Notice.Kind.WAITING)
                .toList();
    }

    private <T> List<T> read(MessageCodec<T> codec, String topic) {
        return cluster.committed(topic).stream()
                .map(record -> ((Decoded.Readable<T>) codec.decode(record.value())).value())
                .toList();
    }

    private static String idOf(Dispatch dispatch) {
        return dispatch.request().key().request().value();
    }

    private static Failure failureOf(InferenceResult result) {
        return ((InferenceResult.Failed) result.outcome()).failure();
    }
}
