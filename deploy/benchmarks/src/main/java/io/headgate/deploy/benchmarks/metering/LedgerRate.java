package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Postgres;
import io.headgate.metering.MeteringConfig;
import io.headgate.metering.sink.LedgerBooking;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Attempts booked into the ledger in batches as large as a sink's, over one connection, each batch a transaction. */
final class LedgerRate implements MeteringScenario {
    private static final String NAME = "ledger";
    private static final String TOPIC = "attempts";
    private static final Figure WANTED = Figure.perSecond(20_000);

    @Override
    public List<Row> run(MeteringBench bench) throws SQLException {
        MeteringPlan plan = bench.plan();
        bench.progress().step("%s: %,d rows".formatted(NAME, plan.measured()));
        DataSource database = Postgres.dataSource(bench.rig().postgres().database());
        Migrations.migrate(database);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            book(connection, plan.warmUp(), 0);
            long nanos = book(connection, plan.measured(), plan.warmUp());
            double perSecond = plan.measured() * 1e9 / nanos;
            return List.of(
                    Row.of(NAME, "rows/s", Figure.perSecond(perSecond)).wanted(new Target.AtLeast(WANTED)),
                    Row.of(NAME, "rows", Figure.records(rows(connection)))
                            .against("attempts", Figure.records(plan.warmUp() + plan.measured()))
                            .wanted(new Target.Same()));
        }
    }

    /** How long booking took, in nanoseconds: from records to their commit, and not what it took to make the records. */
    private static long book(Connection connection, int count, int first) throws SQLException {
        LedgerBooking ledger = new LedgerBooking(AvroCodecs.singleObject().attempt());
        int batch = MeteringConfig.defaults().maxRecordsPerBatch();
        long nanos = 0;
        for (int done = 0; done < count; done += batch) {
            List<ConsumerRecord<byte[], byte[]>> records = records(first + done, Math.min(batch, count - done));
            long from = System.nanoTime();
            ledger.book(connection, records);
            connection.commit();
            nanos += System.nanoTime() - from;
        }
        return nanos;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(int first, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        for (int i = first; i < first + count; i++) {
            ProducerRecord<byte[], byte[]> attempt = MeteringTraffic.record(TOPIC, i);
            records.add(new ConsumerRecord<>(TOPIC, 0, i, attempt.key(), attempt.value()));
        }
        return records;
    }

    private static long rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM usage_ledger")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
