package io.headgate.deploy.acceptance.checker;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is judged, and where it is found.
 *
 * @param bootstrapServers {@code host:port,…} of its Kafka brokers
 * @param clientProperties further properties for Kafka clients (security …); may hold secrets
 * @param topicPrefix what the names of its topics and groups begin with, {@code headgate.} by default
 * @param books where its books are; null leaves unjudged what needs them
 * @param registry of schemas that its messages are framed by; null where they are in single-object encoding
 * @param simulator base address of the simulator that plays its providers; null leaves unjudged what needs its ledger
 * @param providers names of the providers, in the catalogue, that the simulator plays; empty means all
 * @param logs files, and directories of files, that its processes log to
 * @param canaries what was planted in requests and secrets in order to be looked for
 */
public record Installation(
        String bootstrapServers,
        Map<String, String> clientProperties,
        String topicPrefix,
        @Nullable Books books,
        @Nullable URI registry,
        @Nullable URI simulator,
        List<String> providers,
        List<Path> logs,
        Canaries canaries) {
    /** What topics' names begin with unless somebody chose otherwise. */
    public static final String DEFAULT_PREFIX = "headgate.";

    /** The Postgres database of the books, and a login that may read all of it. */
    public record Books(String jdbcUrl, String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Books[%s, %s]".formatted(jdbcUrl, user);
        }
    }

    /**
     * Texts that exist nowhere else, each {@value #LEAST_LENGTH} characters or longer: a shorter one may turn up by chance.
     *
     * @param ofTenants by tenant, a text that stands in the prompts of that tenant alone
     * @param secrets texts that no topic and no log may have: keys of providers
     */
    public record Canaries(Map<String, String> ofTenants, List<String> secrets) {
        public static final int LEAST_LENGTH = 16;

        public static final Canaries NONE = new Canaries(Map.of(), List.of());

        public Canaries {
            ofTenants = Map.copyOf(ofTenants);
            secrets = List.copyOf(secrets);
            Stream.concat(ofTenants.values().stream(), secrets.stream()).forEach(Canaries::check);
        }

        private static void check(String text) {
            if (text.length() < LEAST_LENGTH) {
                throw new IllegalArgumentException(
                        "canary: seen %d characters, allowed %d or more".formatted(text.length(), LEAST_LENGTH));
            }
        }

        /** How many there are: the texts themselves are not for logs. */
        @Override
        public String toString() {
            return "Canaries[%d tenants, %d secrets]".formatted(ofTenants.size(), secrets.size());
        }
    }

    public Installation {
        clientProperties = Map.copyOf(clientProperties);
        providers = List.copyOf(providers);
        logs = List.copyOf(logs);
    }

    /** The one on these brokers, with nothing else known of it. */
    public static Installation on(String bootstrapServers) {
        return new Installation(
                bootstrapServers, Map.of(), DEFAULT_PREFIX, null, null, null, List.of(), List.of(), Canaries.NONE);
    }

    public Installation withBooks(String jdbcUrl, String user, String password) {
        return new Installation(
                bootstrapServers,
                clientProperties,
                topicPrefix,
                new Books(jdbcUrl, user, password),
                registry,
                simulator,
                providers,
                logs,
                canaries);
    }

    public Installation withSimulator(URI base) {
        return new Installation(
                bootstrapServers, clientProperties, topicPrefix, books, registry, base, providers, logs, canaries);
    }

    public Installation withLogs(List<Path> directories) {
        return new Installation(
                bootstrapServers,
                clientProperties,
                topicPrefix,
                books,
                registry,
                simulator,
                providers,
                directories,
                canaries);
    }

    public Installation withCanaries(Canaries planted) {
        return new Installation(
                bootstrapServers, clientProperties, topicPrefix, books, registry, simulator, providers, logs, planted);
    }

    /** Properties that every Kafka client begins with. */
    public Map<String, Object> clients() {
        Map<String, Object> all = new HashMap<>(clientProperties);
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }

    /** Without the properties, which may hold secrets. */
    @Override
    public String toString() {
        return "Installation[%s, prefix=%s, books=%s, simulator=%s]"
                .formatted(bootstrapServers, topicPrefix, books, simulator);
    }
}
