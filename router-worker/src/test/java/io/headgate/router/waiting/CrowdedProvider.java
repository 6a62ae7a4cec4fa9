package io.headgate.router.waiting;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/**
 * A provider with one worker, tenants that send to it at random, and the router's waiting room between them, on a clock of
 * its own: what is dispatched stands in one queue, first come, first served, as in a topic.
 */
final class CrowdedProvider {
    private static final Duration TICK = Duration.ofMillis(100);

    private record Event(Instant at, Runnable what) {}

    private record Sent(String tenant, long number, Instant at) {}

    private record Gone(String tenant, Instant at) {}

    private final int atOnce;
    private final Duration call;
    private final Duration way;
    private final Map<String, Double> perSecond;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
    private final WaitingRoom room = new WaitingRoom(new RoomLimits(1_000_000, Long.MAX_VALUE), TenantWeights.EQUAL);
    private final DispatchedWork work = new DispatchedWork();
    private final ProviderQueues queues;
    private final RoomGate gate;
    private final Map<Long, Sent> waiting = new HashMap<>();
    private final Queue<Sent> topic = new ArrayDeque<>();
    private final List<Gone> gone = new ArrayList<>();
    private final Map<String, List<Duration>> latencies = new HashMap<>();
    private int busy;
    private long numbers;
    private Instant now = Entries.NOW;

    CrowdedProvider(int atOnce, Duration call, Map<String, Double> perSecond, long seed) {
        this(atOnce, atOnce, call, Duration.ZERO, perSecond, seed);
    }

    /**
     * @param known how many calls at once the catalogue knows of
     * @param atOnce how many there really are, all workers together
     * @param way what a request takes to the worker, and back
     */
    CrowdedProvider(int known, int atOnce, Duration call, Duration way, Map<String, Double> perSecond, long seed) {
        this.atOnce = atOnce;
        this.call = call;
        this.way = way.dividedBy(2);
        this.perSecond = perSecond;
        this.random = new Random(seed);
        Catalogue catalogue = Samples.withMaxInFlight(Samples.catalogue(), known);
        this.queues = new ProviderQueues(work, QueueOutlook.UNKNOWN, () -> catalogue);
        this.gate = new RoomGate(room, queues);
    }

    void run(Duration time) {
        Instant end = now.plus(time);
        perSecond.keySet().forEach(this::sendLater);
        after(TICK, this::tick);
        while (!events.isEmpty() && !events.peek().at().isAfter(end)) {
            Event event = events.remove();
            now = event.at();
            event.what().run();
        }
    }

    Map<String, Long> dispatchedBetween(int from, int to) {
        Map<String, Long> counts = new HashMap<>();
        perSecond.keySet().forEach(tenant -> counts.put(tenant, 0L));
        gone.stream()
                .filter(g ->
                        !g.at().isBefore(Entries.NOW.plusSeconds(from)) && g.at().isBefore(Entries.NOW.plusSeconds(to)))
                .forEach(g -> counts.merge(g.tenant(), 1L, Long::sum));
        return counts;
    }

    List<Duration> latencies(String tenant) {
        return latencies.getOrDefault(tenant, List.of());
    }

    private void sendLater(String tenant) {
        double seconds = -Math.log(1 - random.nextDouble()) / perSecond.getOrDefault(tenant, 1.0);
        after(Duration.ofNanos((long) (seconds * 1e9)), () -> {
            arrive(new Sent(tenant, numbers++, now));
            sendLater(tenant);
        });
    }

    private void arrive(Sent sent) {
        Reason reason = gate.before(new TenantId(sent.tenant()), Entries.ALPHA, Priority.STANDARD, now);
        if (reason == null) {
            dispatch(sent);
            return;
        }
        waiting.put(sent.number(), sent);
        room.enter(Entries.entry(
                sent.tenant(),
                sent.number(),
                Priority.STANDARD,
                reason.lane(),
                reason.notBefore(),
                now.plusSeconds(9_999)));
        serve(4);
    }

    private void tick() {
        serve(500);
        after(TICK, this::tick);
    }

    private void serve(int most) {
        for (int i = 0; i < most; i++) {
            Waiting next = room.next(Entries.AT_ALPHA, now, queues.at(now)).orElse(null);
            if (next == null) {
                return;
            }
            room.go(next, now);
            dispatch(Objects.requireNonNull(waiting.remove(next.arrival())));
        }
    }

    private void dispatch(Sent sent) {
        gone.add(new Gone(sent.tenant(), now));
        work.dispatched(
                new TenantId(sent.tenant()), id(sent), Entries.ALPHA, Priority.STANDARD, now, now.plusSeconds(9_999));
        after(way, () -> {
            topic.add(sent);
            begin();
        });
    }

    private void begin() {
        while (busy < atOnce && !topic.isEmpty()) {
            busy++;
            Sent sent = topic.remove();
            // Most calls are about as long; a few take three times that.
            double factor = 0.5 + random.nextDouble() + (random.nextInt(20) == 0 ? 2 : 0);
            Duration takes = Duration.ofNanos((long) (call.toNanos() * factor / 1.1));
            after(takes, () -> end(sent, takes));
        }
    }

    private void end(Sent sent, Duration took) {
        busy--;
        begin();
        after(way, () -> settle(sent, took));
    }

    private void settle(Sent sent, Duration took) {
        latencies.computeIfAbsent(sent.tenant(), t -> new ArrayList<>()).add(Duration.between(sent.at(), now));
        work.settled(new TenantId(sent.tenant()), id(sent), Entries.ALPHA, took, now);
        serve(4);
    }

    private static AttemptId id(Sent sent) {
        return new AttemptId("r-" + sent.number() + "/1");
    }

    private void after(Duration time, Runnable what) {
        events.add(new Event(now.plus(time), what));
    }
}
