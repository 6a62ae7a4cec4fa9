package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.task.TaskEvent;
import io.headgate.router.edge.Outgoing;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** All that happens under one seed: a while of trouble, then calm until nothing moves, then judgement. One thread. */
public final class World {
    /** What all worlds write with. */
    public static final Codecs CODECS = AvroCodecs.singleObject();

    public static final TopicNames TOPICS = new TopicNames(TopicNames.DEFAULT_PREFIX);
    private static final Duration TROUBLE = Duration.ofSeconds(10);
    private static final int MOST_STEPS = 30_000;

    private final Parts parts;
    private final Clients clients;
    private final Tasks<Outgoing> router;
    private final Tasks<byte[]> metering;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Sink> sinks;
    private final Books books;
    private Consumer<List<TaskEvent>> watch = events -> {};
    private final Mishaps mishaps;

    /** @param traced whether what happens is written down */
    public World(long seed, Set<Mistake> mistakes, boolean traced) {
        parts = Parts.of(new Dice(seed), mistakes, traced);
        Dice dice = parts.dice();
        FakeClock clock = parts.clock();
        clients = new Clients(parts);
        Applications applications = new Applications(parts);
        Outages outages = new Outages(dice, parts.installation().providers(), clock, parts.weather());
        RouterTrace told = new RouterTrace(CODECS, TOPICS, parts.trace());
        router = new Tasks<>(
                "the router",
                applications.router(outages, events -> {
                    told.committed(events);
                    watch.accept(events);
                }),
                applications::crashRouter,
                dice,
                parts.trace());
        metering = new Tasks<>("metering", applications.metering(), applications::crashMetering, dice, parts.trace());
        for (int i = 1, all = dice.between(1, 3); i <= all; i++) {
            workers.add(new Worker("worker-" + i, parts));
        }
        books = new Books(CODECS);
        sinks = List.of(
                new Sink(TOPICS.attempts(), parts, books::attempt),
                new Sink(TOPICS.increments(), parts, books::increment));
        mishaps = new Mishaps(dice, router, metering, workers, clock);
    }

    public Catalogue catalogue() {
        return parts.installation().catalogue();
    }

    /**
     * Lets it all happen.
     *
     * @param watched gets what each of the router's transactions did, in order
     */
    public Aftermath run(Consumer<List<TaskEvent>> watched) {
        watch = watched;
        trouble();
        parts.weather().calm();
        parts.trace().tell(() -> "calm");
        List<String> restless = new ArrayList<>();
        if (!new Calm(parts, clients, router, metering, workers, sinks).await()) {
            restless.add("it does not come to rest");
        }
        restless.addAll(Rest.missing(parts, router));
        return new Aftermath(
                parts.log(),
                CODECS,
                TOPICS,
                catalogue(),
                parts.upstream().calls(),
                books,
                List.copyOf(parts.broken()),
                restless);
    }

    private void trouble() {
        List<Actor> actors = new ArrayList<>(List.of(clients, router, router, router, metering));
        actors.addAll(workers);
        actors.addAll(workers);
        actors.addAll(sinks);
        int inVain = 0;
        for (int step = 0; step < MOST_STEPS && goesOn(); step++) {
            mishaps.happen();
            inVain = parts.dice().pick(actors).step() ? 0 : inVain + 1;
            boolean quiet = inVain > actors.size() / 2;
            parts.clock()
                    .pass(quiet ? parts.dice().millis(10, 100) : parts.dice().millis(0, 2));
        }
    }

    private boolean goesOn() {
        return parts.clock().passed().compareTo(TROUBLE) < 0 || !clients.isDone() || !mishaps.isOver();
    }

    /** What happened, where it was written down. */
    public List<String> trace() {
        return parts.trace().lines();
    }
}
