package io.headgate.deploy.benchmarks.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.ClosedLoop;
import io.headgate.deploy.benchmarks.rig.Results;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch as large as one may be, over HTTP as OpenAI's clients send it, on an installation where nobody has sent one; and the same
 * requests published to the topic, by a client that keeps as many of them open as a batch does.
 */
final class WholeBatch implements FlowScenario {
    private static final String NAME = "batch";
    /** As many requests of a tenant as its batches may have in flight, unless an installation says otherwise. */
    private static final int OPEN = 1_000;

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration WITHOUT_END = Duration.ofSeconds(60);

    @Override
    public List<Row> run(FlowBench bench) throws InterruptedException, SQLException {
        bench.rig().latency("instant");
        bench.endHeadgate();
        BatchInput input = new BatchInput(bench.plan().lines());
        bench.progress().step(NAME + ": starting Headgate, each service in a JVM of its own");
        try (Party party = bench.parties().apart();
                BatchClient client = new BatchClient(party.api(), TenantTraffic.tenant(0))) {
            publish(party, bench, "warming up", loop -> loop.during(bench.plan().warmUp(party.services())));
            String file = upload(client, input, bench);
            bench.progress().step("%s: %,d lines".formatted(NAME, input.lines()));
            Window window = Window.open(party.parts());
            JsonNode batch = await(client, client.order(file), bench);
            double perSecond = input.lines() * 1e9 / window.nanos();
            List<Window.Cost> costs = window.costs(input.lines());
            List<Row> rows = new ArrayList<>(told(client, batch, input));
            long booked = new Ledger(party.books()).await(party.requests() + input.lines());
            rows.add(Row.of(NAME, "rows of the ledger", Figure.records(booked))
                    .against("requests until now", Figure.records(party.requests() + input.lines()))
                    .wanted(new Target.Same()));

            long began = System.nanoTime();
            publish(party, bench, "the same, published", loop -> loop.until(input.lines(), input.lines()));
            double published = input.lines() * 1e9 / (System.nanoTime() - began);
            rows.addFirst(Row.of(NAME, "lines/s, from the order to the files", Figure.perSecond(perSecond))
                    .against("published", Figure.perSecond(published)));
            rows.add(CostRows.whole(NAME, costs));
            rows.addAll(CostRows.of(NAME, costs));
            party.allWell();
            return rows;
        }
    }

    /** Load by a client that publishes, of the same tenant. */
    @FunctionalInterface
    private interface Load {
        void by(ClosedLoop loop);
    }

    private static void publish(Party party, FlowBench bench, String what, Load load) {
        bench.progress().step("%s: %s, %,d requests open at once".formatted(NAME, what, OPEN));
        int first = party.requests();
        try (Results results = party.nextResults(0)) {
            ClosedLoop loop = new ClosedLoop(
                    party.producer(),
                    index -> TenantTraffic.request(party.lane().kafka().topics(), null, 0, first + index),
                    results,
                    OPEN,
                    bench.progress());
            load.by(loop);
            loop.drain();
            party.used(loop.sent());
        }
    }

    private static String upload(BatchClient client, BatchInput input, FlowBench bench) throws InterruptedException {
        bench.progress().step("%s: uploading %,d lines".formatted(NAME, input.lines()));
        try {
            Path file = Files.createTempFile("headgate-batch", ".jsonl");
            try {
                input.write(file);
                return client.upload(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no batch could be written", e);
        }
    }

    /** Until its files are there; as it is then. */
    private static JsonNode await(BatchClient client, String id, FlowBench bench) throws InterruptedException {
        JsonNode batch = client.batch(id);
        long ended = 0;
        long lastAt = System.nanoTime();
        while (!batch.path("status").asText().equals("completed")) {
            JsonNode counts = batch.path("request_counts");
            long now = counts.path("completed").asLong() + counts.path("failed").asLong();
            lastAt = now > ended ? System.nanoTime() : lastAt;
            ended = Math.max(now, ended);
            boolean stuck = System.nanoTime() - lastAt > WITHOUT_END.toNanos();
            if (stuck || batch.path("status").asText().equals("failed")) {
                throw new IllegalStateException("%s: seen %,d lines ended and '%s', allowed to go on within %d s"
                        .formatted(id, ended, batch.path("status").asText(), WITHOUT_END.toSeconds()));
            }
            bench.progress()
                    .at(
                            "%s, %,d of %,d lines ended",
                            batch.path("status").asText(), ended, bench.plan().lines());
            Thread.sleep(LOOK);
            batch = client.batch(id);
        }
        return batch;
    }

    /** Each line is told once, in one of the files. */
    private static List<Row> told(BatchClient client, JsonNode batch, BatchInput input) throws InterruptedException {
        BatchInput.Told told = input.new Told();
        client.read(batch.path("output_file_id").asText(), told::line);
        int answers = told.count();
        if (batch.path("error_file_id").isTextual()) {
            client.read(batch.path("error_file_id").asText(), told::line);
        }
        return List.of(
                Row.of(NAME, "lines in either file, each once", Figure.records(told.count()))
                        .against("lines", Figure.records(input.lines()))
                        .wanted(new Target.Same()),
                Row.of(NAME, "lines answered", Figure.records(answers))
                        .against("lines", Figure.records(input.lines()))
                        .wanted(new Target.Same()));
    }
}
