package io.headgate.deploy.benchmarks.subject;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.metering.BookTags;
import io.headgate.metering.MeteringConfig;
import io.headgate.metering.MeteringStream;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Headgate's metering, whole, as it runs in production. Its arguments are the broker, the prefix of its topics, and the
 * database. Takes no orders.
 */
public final class MeteringJvm {
    private static final int CONNECTIONS = 4;

    private MeteringJvm() {}

    /** The command line. */
    public static List<String> arguments(KafkaConnection kafka, String jdbcUrl) {
        return List.of(kafka.bootstrapServers(), kafka.topics().prefix(), jdbcUrl);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[2]);
        pool.setUsername(EmbeddedDatabase.USER);
        pool.setPassword(EmbeddedDatabase.PASSWORD);
        pool.setMaximumPoolSize(CONNECTIONS);
        HikariDataSource database = new HikariDataSource(pool);
        MeteringStream metering = new MeteringStream(
                MeteringConfig.defaults(),
                new KafkaConnection(arguments[0], Map.of(), new TopicNames(arguments[1])),
                AvroCodecs.singleObject(),
                BookTags.fixed(List.of()),
                database);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            metering.close();
                            database.close();
                        },
                        "stop-metering"));
        metering.start();
        while (!metering.ready()) {
            Thread.sleep(10);
        }
        Orders.obey("", Orders::none);
    }
}
