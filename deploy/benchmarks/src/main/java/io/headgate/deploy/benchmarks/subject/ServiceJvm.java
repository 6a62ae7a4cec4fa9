package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.ServiceCodecs;
import io.headgate.schemas.process.ServiceProcess;
import io.headgate.schemas.process.ServiceSettings;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** One service as {@code headgate run} runs it, with a temporary state directory. Takes no orders. */
public final class ServiceJvm {
    private ServiceJvm() {}

    /** The command line. */
    public static List<String> arguments(Role role, KafkaConnection kafka, Database database) {
        return List.of(
                role.name(),
                kafka.bootstrapServers(),
                kafka.topics().prefix(),
                database.url(),
                database.user(),
                database.password());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Role role = Role.valueOf(arguments[0]);
        ServerDirectory state = ServerDirectory.temporary();
        ServiceSettings settings = new ServiceSettings(
                new KafkaConnection(arguments[1], Map.of(), new TopicNames(arguments[2])),
                role.keepsDatabase() ? new Database(arguments[3], arguments[4], arguments[5]) : null,
                null,
                "bench",
                state.path(),
                "127.0.0.1",
                0,
                0,
                // Callers bring no keys: what they cost is measured where they are the subject.
                Map.of("headgate.api.open", "true"));
        ServiceProcess service = ServiceProcess.start(EnumSet.of(role), settings, ServiceCodecs.of(null));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            state.close();
                        },
                        "stop-" + role.optionName()));
        Readiness.await(service.management());
        Orders.obey(service.address().toString(), Orders::none);
    }
}
