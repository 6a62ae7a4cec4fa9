package io.headgate.deploy.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What a running {@code headgate up} leaves in its data directory for the commands of the same user. */
public final class LocalHeadgate {
    private LocalHeadgate() {}

    /** @param key of the commands here */
    public static void leave(Path dataDirectory, URI api, String key) throws IOException {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "topic.prefix", "nobody.",
                "jdbc.url", "jdbc:postgresql://127.0.0.1:1/nobody",
                "jdbc.user", "nobody",
                "jdbc.password", "none",
                "api.url", api.toString(),
                "api.key", key));
        try (OutputStream out = Files.newOutputStream(dataDirectory.resolve("connection.properties"))) {
            properties.store(out, null);
        }
    }
}
