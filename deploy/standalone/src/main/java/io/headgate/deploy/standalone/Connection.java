package io.headgate.deploy.standalone;

import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a running standalone is reached; kept as {@code connection.properties} in its data directory, for the commands
 * of the same user.
 *
 * @param schemaRegistry its URL; null where there is none
 * @param simulator where its providers are simulated; null where they are not
 * @param apiKey with which commands of the same user speak to the HTTP face while it runs; null where none is asked for
 */
public record Connection(
        KafkaConnection kafka,
        Database database,
        URI api,
        @Nullable String schemaRegistry,
        @Nullable URI simulator,
        @Nullable String apiKey) {
    private static final String FILE = "connection.properties";

    /** Where a standalone keeps the pepper of its API keys, unless the environment names another. */
    public static Path pepperIn(Path dataDirectory) {
        return dataDirectory.resolve("key-pepper");
    }

    /** The connection that a standalone left in its data directory; empty where none did. */
    public static Optional<Connection> readFrom(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        String simulator = read.getProperty("simulator.url");
        return Optional.of(new Connection(
                new KafkaConnection(
                        read.getProperty("bootstrap.servers"),
                        Map.of(),
                        new TopicNames(read.getProperty("topic.prefix"))),
                new Database(
                        read.getProperty("jdbc.url"), read.getProperty("jdbc.user"), read.getProperty("jdbc.password")),
                URI.create(read.getProperty("api.url")),
                read.getProperty("schema.registry"),
                simulator == null ? null : URI.create(simulator),
                read.getProperty("api.key")));
    }

    /** Without the key and the password. */
    @Override
    public String toString() {
        return "Connection[%s, %s, %s]".formatted(kafka, database, api);
    }

    /** Leaves it in a data directory, readable by its owner alone. */
    void writeTo(Path dataDirectory) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
        properties.setProperty("topic.prefix", kafka.topics().prefix());
        properties.setProperty("jdbc.url", database.url());
        properties.setProperty("jdbc.user", database.user());
        properties.setProperty("jdbc.password", database.password());
        properties.setProperty("api.url", api.toString());
        if (schemaRegistry != null) {
            properties.setProperty("schema.registry", schemaRegistry);
        }
        if (simulator != null) {
            properties.setProperty("simulator.url", simulator.toString());
        }
        if (apiKey != null) {
            properties.setProperty("api.key", apiKey);
        }
        try {
            Path written = Files.createTempFile(
                    dataDirectory,
                    FILE,
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(written)) {
                properties.store(out, "Where this Headgate is reached while it runs");
            }
            Files.move(written, dataDirectory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + FILE + " in " + dataDirectory, e);
        }
    }

    static void deleteFrom(Path dataDirectory) {
        try {
            Files.deleteIfExists(dataDirectory.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + FILE + " in " + dataDirectory, e);
        }
    }
}
