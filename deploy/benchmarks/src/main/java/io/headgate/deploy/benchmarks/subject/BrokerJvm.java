package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.embedded.EmbeddedBroker;
import io.headgate.deploy.embedded.ServerDirectory;
import java.io.IOException;

/** A broker with a temporary log. Ready with its address; takes no orders. */
public final class BrokerJvm {
    private BrokerJvm() {}

    public static void main(String[] arguments) throws IOException {
        ServerDirectory directory = ServerDirectory.temporary();
        EmbeddedBroker broker = new EmbeddedBroker(directory, 0);
        broker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(broker, directory), "stop-broker"));
        Orders.obey(broker.bootstrapServers(), Orders::none);
    }

    private static void close(EmbeddedBroker broker, ServerDirectory directory) {
        broker.close();
        directory.close();
    }
}
