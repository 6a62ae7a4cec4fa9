package io.headgate.deploy.acceptance.cluster.child;

import io.headgate.worker.edge.Milestone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends this process, at once and without any farewell, when it reaches a milestone for the n-th time from the order on.
 * The thread that reaches it does not pass it; the operating system closes the connections as after {@code kill -9}.
 */
public final class KillPoint implements Milestone.Listener {
    /** {@code kill-at <milestone> <hit>}. */
    public static final String ORDER = "kill-at";

    /** The status with which a process ends here, and nowhere else. */
    public static final int EXIT = 64;

    private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();

    private record Armed(Milestone at, AtomicInteger left) {}

    void arm(String milestone, int hit) {
        armed.set(new Armed(Milestone.valueOf(milestone), new AtomicInteger(hit)));
    }

    @Override
    public void reached(Milestone milestone) {
        Armed now = armed.get();
        if (now != null && now.at() == milestone && now.left().decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT);
        }
    }
}
