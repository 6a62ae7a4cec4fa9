package io.headgate.deploy.acceptance.checker;

import io.headgate.deploy.acceptance.checker.evidence.Unread;
import io.headgate.deploy.acceptance.checker.read.Cluster;
import io.headgate.deploy.acceptance.checker.read.Cluster.Ends;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Waits until an installation is at rest: nothing lies unread, no transaction is open, and no topic has grown for a while. */
public final class Quiet {
    /** Longer than what is told now and then: limits about once a second, increments too. */
    private static final Duration STILL = Duration.ofSeconds(4);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private Quiet() {}

    /** How the wait ended. */
    public sealed interface Outcome {
        /** Nothing moved any more. */
        record AtRest() implements Outcome {}

        /**
         * The wait was over before.
         *
         * @param what still moves or lies unread, for a person
         */
        record Moving(String what) implements Outcome {}
    }

    /**
     * Waits. A request that waits until its deadline, and that nobody does anything with, does not count as moving: the
     * checker tells of those that are open.
     *
     * @param atMost for how long
     * @throws IllegalStateException when the cluster cannot be asked
     */
    public static Outcome await(Installation installation, Duration atMost) throws InterruptedException {
        long began = System.nanoTime();
        try (Admin admin = Admin.create(installation.clients())) {
            Cluster cluster = new Cluster(installation, admin);
            Ends ends = cluster.ends();
            long stillSince = System.nanoTime();
            String what = "topics grow";
            while (System.nanoTime() - began < atMost.toNanos()) {
                Thread.sleep(LOOK_EVERY);
                Ends now = cluster.ends();
                if (!now.equals(ends)) {
                    what = grown(ends.written(), now.written());
                    ends = now;
                    stillSince = System.nanoTime();
                } else if (System.nanoTime() - stillSince > STILL.toNanos()) {
                    Optional<String> obstacle = obstacle(cluster, now);
                    if (obstacle.isEmpty() && cluster.ends().equals(ends)) {
                        return new Outcome.AtRest();
                    }
                    what = obstacle.orElse(what);
                }
            }
            return new Outcome.Moving(what);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask " + installation, e.getCause());
        }
    }

    /** What is not as it is at rest, though nothing moves. */
    private static Optional<String> obstacle(Cluster cluster, Ends ends)
            throws InterruptedException, ExecutionException {
        Optional<TopicPartition> open = ends.open();
        return open.isPresent()
                ? Optional.of("a transaction is open in " + open.get())
                : cluster.unread().stream().findFirst().map(Unread::toString);
    }

    private static String grown(Map<TopicPartition, Long> before, Map<TopicPartition, Long> after) {
        return after.entrySet().stream()
                .filter(end -> !end.getValue().equals(before.get(end.getKey())))
                .map(end -> end.getKey() + " grows")
                .sorted()
                .findFirst()
                .orElse("topics come and go");
    }
}
