package io.headgate.deploy.cli;

import io.headgate.api.access.Pepper;
import io.headgate.api.access.PepperSource;
import io.headgate.deploy.standalone.Connection;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.DatabaseOptions;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.KafkaOptions;
import io.headgate.schemas.process.OptionError;
import io.headgate.schemas.process.ServiceCodecs;
import io.headgate.schemas.topic.TopicNames;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Headgate a command speaks to: the cluster that is named, or else the one that {@code up} runs here. */
public final class ConnectOptions {
    @Mixin
    final KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:HEADGATE_DATA_DIR:-data}",
            description = "The data directory of a running `headgate up` (default: ${DEFAULT-VALUE}).")
    Path dataDirectory = Path.of("data");

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            defaultValue = "${env:HEADGATE_SCHEMA_REGISTRY}",
            description = "The registry that the installation uses, if it uses one (env HEADGATE_SCHEMA_REGISTRY).")
    @Nullable
    String schemaRegistry;

    /** With the registry that is named, or else the one that {@code up} was given here. */
    public Codecs codecs() {
        return ServiceCodecs.of(registry().orElse(null));
    }

    /** The cluster that is named, or the one that {@code up} runs here. */
    public KafkaConnection kafka() {
        if (kafka.given()) {
            return kafka.connection(null);
        }
        return here().map(Connection::kafka)
                .orElseThrow(
                        () -> new OptionError("No Headgate is running in %s. Start one with `headgate up`, or name a "
                                        .formatted(dataDirectory.toAbsolutePath())
                                + "cluster with --bootstrap-server HOST:PORT."));
    }

    /** What topics are called there; needs no cluster: where none is named and none runs here, as the prefix says. */
    public TopicNames topics() {
        return kafka.given()
                ? kafka.topics()
                : here().map(connection -> connection.kafka().topics()).orElseGet(kafka::topics);
    }

    /** Where the one that {@code up} runs here is spoken to over HTTP. */
    public URI api() {
        return here().map(Connection::api)
                .orElseThrow(
                        () -> new OptionError("No Headgate is running in %s. Start one with `headgate up`, or name "
                                        .formatted(dataDirectory.toAbsolutePath())
                                + "its address with --api http://HOST:PORT."));
    }

    /**
     * The key that HTTP is spoken with: the environment's HEADGATE_API_KEY, or the one that {@code up} made for the commands
     * here; empty where there is none.
     *
     * @param api the address that was named; null for the one of {@code up}, and none other is shown its key
     */
    public Optional<String> apiKey(@Nullable URI api) {
        String named = System.getenv("HEADGATE_API_KEY");
        if (named != null && !named.isBlank()) {
            return Optional.of(named.strip());
        }
        return api == null ? here().map(Connection::apiKey) : Optional.empty();
    }

    /** The pepper of API keys: the one that the environment names, or that of the data directory here. */
    public Pepper pepper() {
        Path own = Connection.pepperIn(dataDirectory).toAbsolutePath();
        boolean named = System.getenv(PepperSource.VARIABLE) != null || !Files.exists(own);
        try {
            return PepperSource.read(named ? PepperSource.BY_DEFAULT : "file:" + own, System.getenv());
        } catch (IllegalArgumentException refused) {
            throw new OptionError(String.valueOf(refused.getMessage()));
        }
    }

    public Database database(DatabaseOptions options) {
        if (options.given()) {
            return options.database(null);
        }
        return here().map(Connection::database)
                .orElseThrow(
                        () -> new OptionError("No Headgate is running in %s. Start one with `headgate up`, or name the "
                                        .formatted(dataDirectory.toAbsolutePath())
                                + "database with --jdbc-url jdbc:postgresql://HOST:PORT/NAME."));
    }

    /** The registry that is named, or else the one that {@code up} was given here; empty where there is none. */
    public Optional<String> registry() {
        boolean fromHere = schemaRegistry == null && !kafka.given();
        return fromHere ? here().map(Connection::schemaRegistry) : Optional.ofNullable(schemaRegistry);
    }

    /** What {@code up} runs here; empty when it does not, and when a cluster is named. */
    public Optional<Connection> running() {
        return kafka.given() ? Optional.empty() : here();
    }

    private Optional<Connection> here() {
        return Connection.readFrom(dataDirectory);
    }
}
