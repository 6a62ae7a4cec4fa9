package io.headgate.schemas.process;

import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the cluster is, in the words of Kafka's own tools. */
public final class KafkaOptions {
    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:HEADGATE_BOOTSTRAP_SERVER}",
            description = "The Kafka cluster to use (env HEADGATE_BOOTSTRAP_SERVER).")
    @Nullable
    String bootstrapServer;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Further properties for Kafka clients: security.protocol, sasl.jaas.config …")
    @Nullable
    Path commandConfig;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = TopicNames.DEFAULT_PREFIX,
            description = "What the names of all topics begin with (default: ${DEFAULT-VALUE}).")
    String topicPrefix = TopicNames.DEFAULT_PREFIX;

    /** Whether a cluster was named. */
    public boolean given() {
        return bootstrapServer != null;
    }

    public TopicNames topics() {
        return new TopicNames(topicPrefix);
    }

    /** The connection that the options describe, to {@code fallback} where they name no cluster. */
    public KafkaConnection connection(@Nullable String fallback) {
        String servers = bootstrapServer == null ? fallback : bootstrapServer;
        if (servers == null) {
            throw new OptionError("--bootstrap-server: seen nothing, allowed HOST:PORT of a Kafka broker");
        }
        return new KafkaConnection(servers, properties(), topics());
    }

    private Map<String, String> properties() {
        if (commandConfig == null) {
            return Map.of();
        }
        Properties read = new Properties();
        try (InputStream file = Files.newInputStream(commandConfig)) {
            read.load(file);
        } catch (IOException e) {
            throw new OptionError("--command-config: cannot read %s (%s)".formatted(commandConfig, e.getMessage()));
        }
        Map<String, String> properties = new HashMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        return properties;
    }
}
