package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import java.io.IOException;

/** The {@link PlainConsumer} in a process of its own. Takes no orders. */
public final class PlainJvm {
    private PlainJvm() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PlainConsumer consumer = new PlainConsumer(Surroundings.of(arguments));
        Thread loop = Thread.ofPlatform().name("plain-consumer").unstarted(consumer::run);
        Runtime.getRuntime().addShutdownHook(new Thread(consumer::close, "stop-plain"));
        loop.start();
        consumer.awaitAssignment();
        Orders.obey("", Orders::none);
    }
}
