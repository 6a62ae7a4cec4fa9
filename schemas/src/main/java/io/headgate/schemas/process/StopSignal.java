package io.headgate.schemas.process;

import java.util.concurrent.CountDownLatch;

/** The order to stop (SIGINT, SIGTERM). The JVM waits with its end until this is closed, so that work can be finished. */
public final class StopSignal implements AutoCloseable {
    private final CountDownLatch given = new CountDownLatch(1);
    private final CountDownLatch obeyed = new CountDownLatch(1);

    private StopSignal() {}

    /** Listens from now on. */
    public static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(signal::giveAndWait));
        return signal;
    }

    /** Blocks until the order comes. */
    public void await() throws InterruptedException {
        given.await();
    }

    /** Whether the order has come. */
    public boolean given() {
        return given.getCount() == 0;
    }

    /** Everything is closed: the JVM may end. */
    @Override
    public void close() {
        obeyed.countDown();
    }

    private void giveAndWait() {
        given.countDown();
        try {
            obeyed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
