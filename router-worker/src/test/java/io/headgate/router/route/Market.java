package io.headgate.router.route;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * Three providers with a few slots each and a queue before them, in steps of a quarter of a second. The cheapest
 * has room for the usual load, not for bursts. Two tenants share them, so that the router's gate keeps their queues short.
 */
final class Market implements Health {
    /** How whom to send a request to is chosen. */
    enum Chooser {
        HEADGATE("Headgate: expected cost, slack"),
        LOWEST_LIST_PRICE("lowest list price first"),
        INVERSE_SQUARE("inverse square of the price, at random");

        private final String words;

        Chooser(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What came of it; cost in USD. */
    record Outcome(Chooser chooser, int requests, double cost, int missed, int onTheCheapest) {
        double perThousandInTime() {
            return 1_000 * cost / (requests - missed);
        }
    }

    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration TRACE = Duration.ofMinutes(20);
    private static final Duration LONGEST = Duration.ofMinutes(40);
    private static final double MEAN_OUTPUT = 200;

    private final Random random;
    private final List<Seller> sellers = List.of(
            new Seller(0.15, 0.60, 8, 2_000), new Seller(0.20, 0.90, 12, 1_500), new Seller(0.40, 1.60, 60, 1_000));
    private final Catalogue catalogue;
    private final MarketRoom room;
    /** What waits, and where the rest went. */
    private final Map<RequestId, Job> jobs = new HashMap<>();

    private final Map<RequestId, Target> sentTo = new HashMap<>();
    private Instant now = Samples.NOW;
    private int requests;
    private int missed;
    private int onTheCheapest;
    private double cost;

    private record Job(RouteQuery query, long output, double luck) {
        RequestId id() {
            return query.request().key().request();
        }
    }

    private record Call(Job job, Instant begins, Instant ends) {}

    /** One provider and its model: prices of a million tokens, calls at once, and how long half of them take. */
    private final class Seller {
        private final double input;
        private final double output;
        private final int slots;
        private final long millis;
        private final ArrayDeque<Job> queue = new ArrayDeque<>();
        private final PriorityQueue<Call> calls =
                new PriorityQueue<>((one, other) -> one.ends().compareTo(other.ends()));

        Seller(double input, double output, int slots, long millis) {
            this.input = input;
            this.output = output;
            this.slots = slots;
            this.millis = millis;
        }

        /** The first one is slow for three minutes. */
        private long median() {
            long minute = Duration.between(Samples.NOW, now).toMinutes();
            return this == sellers.getFirst() && minute >= 8 && minute < 11 ? 3 * millis : millis;
        }

        void step() {
            while (!calls.isEmpty() && !calls.peek().ends().isAfter(now)) {
                Call ended = calls.remove();
                missed += ended.ends().isAfter(deadline(ended.job())) ? 1 : 0;
                settle(ended.job(), Duration.between(ended.begins(), ended.ends()));
            }
            while (calls.size() < slots && !queue.isEmpty()) {
                Job next = queue.remove();
                if (now.isAfter(deadline(next))) {
                    missed++; // nobody calls for an answer that nobody wants
                    settle(next, Duration.ZERO);
                    continue;
                }
                cost += (1_000 * input + next.output() * output) / 1e6;
                onTheCheapest += this == sellers.getFirst() ? 1 : 0;
                calls.add(new Call(next, now, now.plusMillis((long) (median() * next.luck()))));
            }
        }

        private void settle(Job job, Duration call) {
            Target target = sentTo.remove(job.id());
            if (target != null) {
                room.settled(job.query(), target, call, now);
            }
        }

        TargetHealth health() {
            return new TargetHealth(
                    500,
                    0.99,
                    Duration.ofMillis(median()),
                    Duration.ofMillis(2 * median()),
                    Duration.ofMillis(median() / 2),
                    BreakerState.CLOSED,
                    null,
                    queue.size(),
                    slots,
                    slots * 1_000.0 / median(),
                    null);
        }
    }

    Market(long seed) {
        random = new Random(seed);
        Catalogue priced = new Field(Strategy.CHEAPEST)
                .with("0.15", "0.60")
                .with("0.20", "0.90")
                .with("0.40", "1.60")
                .catalogue();
        catalogue = Catalogues.withMaxInFlight(priced, provider -> seller(provider.value()).slots);
        room = new MarketRoom(catalogue, this, this::send);
    }

    private void send(RouteQuery query, Target target) {
        Job job = Objects.requireNonNull(jobs.remove(query.request().key().request()));
        sentTo.put(job.id(), target);
        seller(target.model().value()).queue.add(job);
    }

    Outcome run(Chooser chooser) {
        Instant end = now.plus(TRACE);
        while (now.isBefore(end) || busy()) {
            if (now.isBefore(end)) {
                arrive(chooser);
            }
            if (chooser == Chooser.HEADGATE) {
                room.tick(now).forEach(overdue -> {
                    jobs.remove(overdue.key().request());
                    missed++;
                });
            }
            sellers.forEach(Seller::step);
            now = now.plus(STEP);
            if (now.isAfter(Samples.NOW.plus(LONGEST))) {
                throw new AssertionError("it does not come to rest");
            }
        }
        return new Outcome(chooser, requests, cost, missed, onTheCheapest);
    }

    private boolean busy() {
        return !room.isEmpty() || sellers.stream().anyMatch(s -> !s.queue.isEmpty() || !s.calls.isEmpty());
    }

    /** Two a second, and every two minutes twenty a second for ten seconds. Luck is drawn whoever is chosen. */
    private void arrive(Chooser chooser) {
        long second = Duration.between(Samples.NOW, now).toSeconds();
        double rate = second % 120 < 10 ? 20 : 2;
        int arriving = 0;
        for (double left = rate * STEP.toMillis() / 1_000; left > 0; left--) {
            arriving += random.nextDouble() < left ? 1 : 0;
        }
        for (int i = 0; i < arriving; i++) {
            Duration slack = random.nextDouble() < 0.3 ? Duration.ofSeconds(12) : Duration.ofMinutes(4);
            long output = Math.max(1, Math.round(MEAN_OUTPUT * Math.exp(0.5 * random.nextGaussian())));
            double luck = Math.exp(0.4 * random.nextGaussian());
            double lot = random.nextDouble();
            Job job = new Job(query(slack), output, luck);
            requests++;
            switch (chooser) {
                case HEADGATE -> {
                    jobs.put(job.id(), job);
                    room.arrive(job.query(), now);
                }
                case LOWEST_LIST_PRICE -> sellers.getFirst().queue.add(job);
                case INVERSE_SQUARE -> inverseSquare(lot).queue.add(job);
            }
        }
    }

    private Seller inverseSquare(double lot) {
        double all =
                sellers.stream().mapToDouble(s -> 1 / (s.output * s.output)).sum();
        double passed = 0;
        for (Seller seller : sellers) {
            passed += 1 / (seller.output * seller.output) / all;
            if (lot < passed) {
                return seller;
            }
        }
        return sellers.getLast();
    }

    private RouteQuery query(Duration slack) {
        RoutingContext context =
                new RoutingContext(null, null, null, Priority.STANDARD, now.plus(slack), null, null, Map.of());
        return RouteQuery.first(
                Samples.request(tenant(), "r-" + requests, "{}", Field.ALIAS, context),
                new BodyNeeds(Set.of(), 1_000, null, 1));
    }

    private TenantId tenant() {
        return requests % 2 == 0 ? Samples.ACME : Samples.NARROW;
    }

    private static Instant deadline(Job job) {
        return job.query().request().context().deadline();
    }

    /** By the name of its model or its provider. */
    private Seller seller(String name) {
        return sellers.get(Integer.parseInt(name.substring(1)));
    }

    @Override
    public boolean dispatchable(ProviderName provider) {
        return true;
    }

    @Override
    public TargetHealth of(Target target, Instant moment) {
        return seller(target.model().value()).health();
    }

    @Override
    public Consumption consumption(Alias alias, ModelName model) {
        return new Consumption(MEAN_OUTPUT, 1, 0);
    }
}
