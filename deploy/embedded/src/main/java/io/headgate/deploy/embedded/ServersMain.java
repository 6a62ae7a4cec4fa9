package io.headgate.deploy.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Starts what the tests start, for a person or for a test that kills its own side.
 *
 * <p>Prints one line, {@code READY bootstrap=<host:port> jdbc=<url> user=<name> password=<word>}, and runs until it is
 * interrupted.
 */
public final class ServersMain {

    private static final String USAGE =
            "options: --data <directory>  --broker-port <port>  --database-port <port>  --stop-on-stdin-close";

    private ServersMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        Servers servers = Servers.start(options.servers());
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop-servers"));
        System.out.printf(
                "READY bootstrap=%s jdbc=%s user=%s password=%s%n",
                servers.bootstrapServers(), servers.jdbcUrl(), servers.jdbcUser(), servers.jdbcPassword());
        System.out.flush();
        if (options.stopOnStdinClose()) {
            awaitEndOfInput();
            System.exit(0);
        } else {
            new CountDownLatch(1).await();
        }
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // What is written there means nothing; only its end does.
        }
    }

    /** What the command line asked for. */
    record Options(ServersConfig servers, boolean stopOnStdinClose) {

        static Options parse(List<String> arguments) {
            ServersConfig servers = ServersConfig.temporary();
            boolean stopOnStdinClose = false;
            Deque<String> rest = new ArrayDeque<>(arguments);
            while (!rest.isEmpty()) {
                String option = rest.remove();
                switch (option) {
                    case "--stop-on-stdin-close" -> stopOnStdinClose = true;
                    case "--data" ->
                        servers = new ServersConfig(
                                Path.of(value(option, rest)), servers.brokerPort(), servers.databasePort());
                    case "--broker-port" -> servers = servers.withBrokerPort(port(option, rest));
                    case "--database-port" -> servers = servers.withDatabasePort(port(option, rest));
                    default -> throw new IllegalArgumentException("unknown option " + option);
                }
            }
            return new Options(servers, stopOnStdinClose);
        }

        private static int port(String option, Deque<String> rest) {
            String value = value(option, rest);
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(option + " is '" + value + "'; allowed are 0 to 65535", e);
            }
        }

        private static String value(String option, Deque<String> rest) {
            String value = rest.poll();
            if (value == null) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return value;
        }
    }
}
