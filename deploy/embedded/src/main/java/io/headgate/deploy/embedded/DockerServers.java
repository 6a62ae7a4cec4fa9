package io.headgate.deploy.embedded;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The two servers as containers, of the releases the embedded ones have. */
final class DockerServers implements Servers {

    private static final String KAFKA_IMAGE = "apache/kafka:4.3.1";
    private static final String POSTGRES_IMAGE = "postgres:18";

    private final KafkaContainer kafka;
    private final PostgreSQLContainer postgres;

    private DockerServers(KafkaContainer kafka, PostgreSQLContainer postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
    }

    static DockerServers start() {
        KafkaContainer kafka = new KafkaContainer(KAFKA_IMAGE);
        BrokerSettings.behaviour().forEach((name, value) -> kafka.withEnv(variable(name), value));
        PostgreSQLContainer postgres = new PostgreSQLContainer(POSTGRES_IMAGE)
                .withDatabaseName(EmbeddedDatabase.NAME)
                .withUsername(EmbeddedDatabase.USER)
                .withPassword(EmbeddedDatabase.PASSWORD);
        try {
            Startables.deepStart(kafka, postgres).join();
            return new DockerServers(kafka, postgres);
        } catch (RuntimeException e) {
            stop(kafka);
            stop(postgres);
            throw new ServerException(
                    "could not start " + KAFKA_IMAGE + " and " + POSTGRES_IMAGE + " with Docker; " + ServerKind.VARIABLE
                            + "=embedded does without",
                    e);
        }
    }

    /** The variable by which the Kafka image takes a setting, as its documentation says. */
    private static String variable(String setting) {
        return "KAFKA_" + setting.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
    }

    private static void stop(GenericContainer<?> container) {
        container.stop();
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public String jdbcUrl() {
        return Jdbc.url(
                postgres.getHost(), postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), EmbeddedDatabase.NAME);
    }

    @Override
    public String jdbcUser() {
        return postgres.getUsername();
    }

    @Override
    public String jdbcPassword() {
        return postgres.getPassword();
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }
}
