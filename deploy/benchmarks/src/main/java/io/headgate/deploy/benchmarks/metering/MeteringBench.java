package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Rig;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.ServerDirectory;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** What every scenario works with; broker and Postgres start when they are asked for. One thread. */
final class MeteringBench implements AutoCloseable {
    private final MeteringPlan plan;
    private final Progress progress;
    private @Nullable Rig rig;

    MeteringBench(MeteringPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    MeteringPlan plan() {
        return plan;
    }

    Progress progress() {
        return progress;
    }

    /** Topics that nobody has used. */
    Lane lane() {
        Rig running = rig;
        if (running == null) {
            progress.step("starting a broker");
            running = Rig.start();
            rig = running;
        }
        return running.lane();
    }

    /** Publishes so many attempts, numbered from 0; blocks until the broker has them. */
    static void publish(Lane lane, int count) {
        AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = lane.producer()) {
            for (int i = 0; i < count; i++) {
                producer.send(
                        MeteringTraffic.record(lane.kafka().topics().attempts(), i),
                        (_, failure) -> refused.compareAndSet(null, failure));
            }
        }
        Exception failure = refused.get();
        if (failure != null) {
            throw new IllegalStateException("the broker did not take all of %,d attempts".formatted(count), failure);
        }
    }

    /** A Postgres of a scenario's own, empty. */
    static Postgres postgres() {
        ServerDirectory directory = ServerDirectory.temporary();
        EmbeddedDatabase server = new EmbeddedDatabase(directory, 0);
        server.start();
        return new Postgres(directory, server);
    }

    /** A server and where it keeps its data; both are gone when it is closed. */
    record Postgres(ServerDirectory directory, EmbeddedDatabase server) implements AutoCloseable {
        PGSimpleDataSource dataSource() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(server.jdbcUrl());
            source.setUser(EmbeddedDatabase.USER);
            source.setPassword(EmbeddedDatabase.PASSWORD);
            return source;
        }

        @Override
        public void close() {
            server.close();
            directory.close();
        }
    }

    @Override
    public void close() {
        if (rig != null) {
            rig.close();
        }
    }
}
