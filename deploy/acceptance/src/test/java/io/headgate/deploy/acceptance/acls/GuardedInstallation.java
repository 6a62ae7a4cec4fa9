package io.headgate.deploy.acceptance.acls;

import static org.awaitility.Awaitility.await;

import io.headgate.deploy.cli.Headgate;
import io.headgate.deploy.embedded.BrokerAccounts;
import io.headgate.deploy.embedded.EmbeddedBroker;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceCodecs;
import io.headgate.schemas.process.ServiceProcess;
import io.headgate.schemas.process.ServiceSettings;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/** An installation on a broker that lets nobody do what no ACL allows: each service has a principal of its own, {@code headgate-<role>}. */
final class GuardedInstallation implements AutoCloseable {
    static final TopicNames TOPICS = new TopicNames(TopicNames.DEFAULT_PREFIX);

    private static final String ADMINISTRATOR = "admin";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final BrokerAccounts accounts;
    private final List<AutoCloseable> running = new ArrayList<>();
    private final EmbeddedBroker broker;
    private final EmbeddedDatabase database;

    /**
     * Starts the servers, and no service yet.
     *
     * @param directory an empty one, for its files
     * @param acls all there are; whoever is named in one has an account
     */
    GuardedInstallation(Path directory, List<AclBinding> acls) throws Exception {
        this.directory = directory;
        this.accounts = BrokerAccounts.of(
                ADMINISTRATOR,
                acls.stream()
                        .map(acl -> acl.entry().principal().replace("User:", ""))
                        .collect(Collectors.toSet()));
        ServerDirectory files = ServerDirectory.temporary();
        running.add(files);
        this.broker = new EmbeddedBroker(files, accounts);
        running.add(broker);
        broker.start();
        this.database = EmbeddedDatabase.startTemporary();
        running.add(database);
        try (Admin admin = Admin.create(administrator().clientProperties())) {
            admin.createAcls(acls).all().get();
        }
    }

    KafkaConnection as(String name) {
        return new KafkaConnection(broker.bootstrapServers(), accounts.client(name), TOPICS);
    }

    KafkaConnection administrator() {
        return as(ADMINISTRATOR);
    }

    /** Puts a catalogue in force at the command line, under a name; the topics come to be by it. */
    void apply(String name, String catalogue) throws IOException {
        Path catalog = Files.writeString(directory.resolve("catalog.yml"), catalogue);
        Path config = directory.resolve("client.properties");
        Files.write(
                config,
                new TreeMap<>(accounts.client(name))
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList());
        StringWriter said = new StringWriter();
        int exit = Headgate.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(
                        "apply",
                        "-f",
                        catalog.toString(),
                        "--bootstrap-server",
                        broker.bootstrapServers(),
                        "--command-config",
                        config.toString());
        if (exit != 0) {
            throw new AssertionError("ended with %d: %s".formatted(exit, said));
        }
    }

    /** Starts the four services, and returns when all are well. The address of the API, which asks for no key. */
    URI start() {
        Map<Role, ServiceProcess> services = new HashMap<>();
        for (Role role : Role.values()) {
            ServiceProcess service = ServiceProcess.start(EnumSet.of(role), settings(role), ServiceCodecs.of(null));
            running.add(service);
            services.put(role, service);
        }
        services.forEach((role, service) -> await().atMost(PATIENCE)
                .until(() -> status(service.management().resolve("/health")), status -> status == 200));
        return Objects.requireNonNull(services.get(Role.API)).address();
    }

    private ServiceSettings settings(Role role) {
        return new ServiceSettings(
                as("headgate-" + role.optionName()),
                role.keepsDatabase()
                        ? new Database(database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD)
                        : null,
                null,
                "acls",
                directory.resolve(role.optionName()),
                "127.0.0.1",
                0,
                0,
                Map.of("headgate.api.open", "true"));
    }

    private static int status(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** Calls that are in the ledger. */
    long booked() throws SQLException {
        try (var books = DriverManager.getConnection(
                        database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                var statement = books.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM usage_ledger WHERE kind = 'attempt'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable next : running.reversed()) {
            next.close();
        }
    }
}
