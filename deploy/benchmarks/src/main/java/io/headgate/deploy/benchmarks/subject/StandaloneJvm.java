package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import io.headgate.deploy.standalone.Connection;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Headgate as {@code headgate up} runs it: the four services and a broker in this JVM, a Postgres beside it. Its argument
 * is the provider's base URL. Ready with where it is reached; takes no orders.
 */
public final class StandaloneJvm {
    private StandaloneJvm() {}

    /** The command line. */
    public static List<String> arguments(URI baseUrl) {
        return List.of(baseUrl.toString());
    }

    /** Where it is reached, from what it says when it is ready. */
    public record Reached(KafkaConnection kafka, Database database) {
        public static Reached parse(String ready) {
            String[] words = ready.split(" ");
            return new Reached(
                    new KafkaConnection(words[0], Map.of(), new TopicNames(words[1])),
                    new Database(words[2], words[3], words[4]));
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Standalone standalone = Standalone.start(StandaloneConfig.temporary());
        Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "stop-standalone"));
        standalone.publish(TenantTraffic.yaml(URI.create(arguments[0])), "bench");
        Connection reached = standalone.connection();
        Readiness.await(standalone.management());
        Database database = reached.database();
        Orders.obey(
                String.join(
                        " ",
                        reached.kafka().bootstrapServers(),
                        reached.kafka().topics().prefix(),
                        database.url(),
                        database.user(),
                        database.password()),
                Orders::none);
    }
}
