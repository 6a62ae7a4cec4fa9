package io.headgate.deploy.acceptance.cluster.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What ties a process to whoever started it: orders come by its standard input, and the end of that is its end. */
final class Leash {
    /** Then by force: nobody is there any more to wait for an orderly end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int ABANDONED = 3;

    private Leash() {}

    /** Ends this process when its input ends. */
    static void hold() {
        hold(line -> {
            throw new IllegalArgumentException("order '" + line + "': none is understood");
        });
    }

    /** The same; {@code orders} is told of each line before, and must be quick. */
    static void hold(Consumer<String> orders) {
        Thread.ofPlatform().daemon().name("leash").start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                lines.lines().forEach(orders);
            } catch (IOException e) {
                System.err.println("leash: " + e);
            } finally {
                end();
            }
        });
    }

    private static void end() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(PATIENCE.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(ABANDONED);
        });
        System.exit(0);
    }
}
