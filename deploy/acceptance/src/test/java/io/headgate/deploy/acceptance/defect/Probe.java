package io.headgate.deploy.acceptance.defect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a planted mistake tells of itself, in a file that survives a kill -9: that it was woven in, and that it was made. A
 * mistake that is not made proves nothing. Thread-safe.
 */
public final class Probe {
    static final String WOVEN = "woven ";
    static final String FAILED = "failed ";
    static final String HIT = "hit";
    static final String MOMENT = "moment";

    /** More are not told one by one. */
    private static final int MOST_TOLD = 1_000;

    private static final AtomicLong HITS = new AtomicLong();
    private static volatile @Nullable Path file;
    private static volatile Duration stay = Duration.ZERO;

    private Probe() {}

    /**
     * From now on it is told.
     *
     * @param told where
     * @param inMoments how long the process stays in each moment, zero or more
     */
    static void tell(Path told, Duration inMoments) {
        file = told;
        stay = inMoments;
    }

    /** The mistake was made: the code did something else than it should have. */
    public static void hit() {
        if (HITS.incrementAndGet() <= MOST_TOLD) {
            line(HIT);
        }
    }

    /** How often it was made in this JVM. */
    public static long hits() {
        return HITS.get();
    }

    /** The moment between two steps that should have been one: stays in it, so that a kill can find it. */
    public static void moment() {
        hit();
        line(MOMENT);
        long until = System.nanoTime() + stay.toNanos();
        for (long left = stay.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    static synchronized void line(String text) {
        Path told = file;
        if (told == null) {
            return;
        }
        try {
            Files.writeString(told, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
