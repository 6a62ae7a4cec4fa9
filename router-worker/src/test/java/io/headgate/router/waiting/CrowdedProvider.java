package io.headgate.router.waiting;

import io.headgate.router.Catalogues;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.tenant.RecentTenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;

/**
 * A provider with one worker, tenants that send to it at random, and the router's waiting rooms between them, on a clock of
 * its own: what is dispatched stands in one queue, first come, first served, as in a topic. The worker may tell how long that
 * is, and how many tenants it has served, four times a second.
 */
final class CrowdedProvider {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration REPORT = Duration.ofMillis(250);

    private record Event(Instant at, Runnable what) {}

    private record Sent(String tenant, long number, Instant at) {}

    private record Gone(String tenant, Instant at) {}

    /** How a crowd comes to its provider. */
    enum Kind {
        /** All tenants through one task of the router, which is told nothing. */
        IN_ONE_TASK,
        /** All through one, which is told how long the queue is. */
        REPORTED,
        /** Each through a task of its own, which is told. */
        IN_OWN_TASKS,
        /** Each through a process of its own, which is told, and knows of the others by that alone. */
        IN_OWN_PROCESSES
    }

    /** What the worker told last. */
    private final class Reported implements QueueOutlook {
        @Override
        public Optional<Duration> expectedWait(ProviderName provider, Priority priority, Instant at) {
            return Optional.of(reported);
        }

        @Override
        public int tenants(ProviderName provider, Instant at) {
            return reportedTenants;
        }

        @Override
        public Optional<Duration> slowCall(ProviderName provider, Instant at) {
            List<Duration> sorted = completed.stream().sorted().toList();
            return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() * 95 / 100));
        }
    }

    /** One of the router's tasks. */
    private final class Task {
        private final WaitingRoom room =
                new WaitingRoom(new RoomLimits(1_000_000, Long.MAX_VALUE), TenantWeights.EQUAL);
        private final DispatchedWork work;
        private final ProviderQueues queues;
        private final RoomGate gate;
        private final Map<Long, Sent> waiting = new HashMap<>();

        Task(Catalogue catalogue, QueueOutlook outlook, ProviderTenants ofItsProcess) {
            this.work = new DispatchedWork(ofItsProcess);
            this.queues = new ProviderQueues(work, outlook, () -> catalogue);
            this.gate = new RoomGate(room, queues);
        }

        void arrive(Sent sent) {
            Reason reason = gate.before(
                    new RequestKey(new TenantId(sent.tenant()), new RequestId("r-" + sent.number())),
                    Entries.ALPHA,
                    Priority.STANDARD,
                    now);
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
                    deadline(sent)));
            serve(4);
        }

        void tick() {
            room.overdue(now, 500).forEach(late -> {
                room.leave(late.key());
                waiting.remove(late.arrival());
            });
            serve(500);
            after(TICK, this::tick);
        }

        private void serve(int most) {
            for (int i = 0; i < most; i++) {
                Waiting next = room.next(Entries.AT_ALPHA, now, queues.of(Entries.AT_ALPHA, now))
                        .orElse(null);
                if (next == null) {
                    return;
                }
                room.go(next, now);
                dispatch(Objects.requireNonNull(waiting.remove(next.arrival())));
            }
        }

        private void dispatch(Sent sent) {
            gone.add(new Gone(sent.tenant(), now));
            TenantId tenant = new TenantId(sent.tenant());
            work.dispatched(tenant, id(sent), Entries.atAlpha(Priority.STANDARD, now), now);
            after(way, () -> {
                topic.add(sent);
                begin();
            });
        }

        void notCalled(Sent sent) {
            work.gone(new TenantId(sent.tenant()), id(sent));
            serve(4);
        }

        void settle(Sent sent, Duration took) {
            latencies.computeIfAbsent(sent.tenant(), t -> new ArrayList<>()).add(Duration.between(sent.at(), now));
            queues.settled(new TenantId(sent.tenant()), id(sent), Entries.ALPHA, took, now);
            serve(4);
        }
    }

    private final int atOnce;
    private final Duration call;
    private final Duration way;
    private final Map<String, Double> perSecond;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));
    private final RecentTenants served = new RecentTenants();
    private final Map<String, Task> tasks = new HashMap<>();
    private final Queue<Sent> topic = new ArrayDeque<>();
    private final List<Gone> gone = new ArrayList<>();
    private final Map<String, List<Duration>> latencies = new HashMap<>();
    /** The last two hundred calls that nothing cut off. */
    private final Deque<Duration> completed = new ArrayDeque<>();

    private final List<Instant> answered = new ArrayList<>();
    private Duration patience = Duration.ofSeconds(9_999);
    private int busy;
    private Duration reported = Duration.ZERO;
    private int reportedTenants;
    private long numbers;
    private Instant now = Entries.NOW;

    CrowdedProvider(int atOnce, Duration call, Map<String, Double> perSecond, long seed) {
        this(atOnce, atOnce, call, Duration.ZERO, Kind.IN_ONE_TASK, perSecond, seed);
    }

    CrowdedProvider(int known, int atOnce, Duration call, Duration way, Map<String, Double> perSecond, long seed) {
        this(known, atOnce, call, way, Kind.IN_ONE_TASK, perSecond, seed);
    }

    /**
     * @param known how many calls at once the catalogue knows of
     * @param atOnce how many there really are, all workers together
     * @param way what a request takes to the worker, and back
     */
    CrowdedProvider(
            int known, int atOnce, Duration call, Duration way, Kind kind, Map<String, Double> perSecond, long seed) {
        this.atOnce = atOnce;
        this.call = call;
        this.way = way.dividedBy(2);
        this.perSecond = perSecond;
        this.random = new Random(seed);
        Catalogue catalogue = Catalogues.withMaxInFlight(Catalogues.sample(), known);
        QueueOutlook outlook = kind == Kind.IN_ONE_TASK ? QueueOutlook.UNKNOWN : new Reported();
        ProviderTenants ofOneProcess = new ProviderTenants();
        Task one = new Task(catalogue, outlook, ofOneProcess);
        for (String tenant : perSecond.keySet()) {
            Task task = switch (kind) {
                case IN_ONE_TASK, REPORTED -> one;
                case IN_OWN_TASKS -> new Task(catalogue, outlook, ofOneProcess);
                case IN_OWN_PROCESSES -> new Task(catalogue, outlook, new ProviderTenants());
            };
            tasks.put(tenant, task);
        }
    }

    /** Requests have a deadline: no call begins after it, and what it cuts off is no answer. */
    CrowdedProvider withDeadlinesAfter(Duration time) {
        patience = time;
        return this;
    }

    void run(Duration time) {
        Instant end = now.plus(time);
        perSecond.keySet().forEach(this::sendLater);
        Set.copyOf(tasks.values()).forEach(task -> after(TICK, task::tick));
        after(REPORT, this::report);
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

    /** Of calls that nothing cut off. */
    long answeredBetween(int from, int to) {
        return answered.stream()
                .filter(at -> !at.isBefore(Entries.NOW.plusSeconds(from)) && at.isBefore(Entries.NOW.plusSeconds(to)))
                .count();
    }

    List<Duration> latencies(String tenant) {
        return latencies.getOrDefault(tenant, List.of());
    }

    private void sendLater(String tenant) {
        double seconds = -Math.log(1 - random.nextDouble()) / perSecond.getOrDefault(tenant, 1.0);
        after(Duration.ofNanos((long) (seconds * 1e9)), () -> {
            Sent sent = new Sent(tenant, numbers++, now);
            taskOf(sent).arrive(sent);
            sendLater(tenant);
        });
    }

    private void report() {
        reported = call.multipliedBy(topic.size()).dividedBy(atOnce);
        reportedTenants = served.count();
        after(REPORT, this::report);
    }

    private Task taskOf(Sent sent) {
        return Objects.requireNonNull(tasks.get(sent.tenant()));
    }

    private void begin() {
        while (busy < atOnce && !topic.isEmpty()) {
            Sent sent = topic.remove();
            served.uses(new TenantId(sent.tenant()), now);
            if (!now.isBefore(deadline(sent))) {
                after(way, () -> taskOf(sent).notCalled(sent));
                continue;
            }
            busy++;
            // Most calls are about as long; a few take three times that.
            double factor = 0.5 + random.nextDouble() + (random.nextInt(20) == 0 ? 2 : 0);
            Duration takes = Duration.ofNanos((long) (call.toNanos() * factor / 1.1));
            Duration left = Duration.between(now, deadline(sent));
            Duration most = takes.compareTo(left) < 0 ? takes : left;
            after(most, () -> end(sent, most, most.equals(takes)));
        }
    }

    private Instant deadline(Sent sent) {
        return sent.at().plus(patience);
    }

    private void end(Sent sent, Duration took, boolean complete) {
        busy--;
        if (complete) {
            answered.add(now);
            completed.add(took);
            if (completed.size() > 200) {
                completed.remove();
            }
        }
        begin();
        after(way, () -> taskOf(sent).settle(sent, took));
    }

    private static AttemptId id(Sent sent) {
        return new AttemptId("r-" + sent.number() + "/1");
    }

    private void after(Duration time, Runnable what) {
        events.add(new Event(now.plus(time), what));
    }
}
