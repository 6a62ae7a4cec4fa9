package io.headgate.deploy.benchmarks.jvm;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM's threads have allocated: the JVM's own account, exact, and free of cost until it is asked for. */
public final class Allocation {
    private Allocation() {}

    /** Bytes since the JVM began, by all threads that live or have ended; virtual ones count with their carriers. */
    public static long total() {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
            return threads.getTotalThreadAllocatedBytes();
        }
        throw new IllegalStateException("this JVM keeps no account of what its threads allocate; HotSpot does");
    }
}
