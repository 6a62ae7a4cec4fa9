package io.headgate.worker.report;

import io.headgate.schemas.message.DurationSketch;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** A sketch that grows by one duration at a time, told in pieces as a {@link Tally} is. */
final class SketchTally {
    private final AtomicLongArray counts = new AtomicLongArray(DurationSketch.LAST_BUCKET + 1);
    private final long[] told = new long[DurationSketch.LAST_BUCKET + 1];

    void add(Duration duration) {
        counts.incrementAndGet(DurationSketch.bucketOf(duration));
    }

    DurationSketch untold() {
        TreeMap<Integer, Long> piece = new TreeMap<>();
        for (int bucket = 0; bucket < told.length; bucket++) {
            long now = counts.get(bucket);
            if (now != told[bucket]) {
                piece.put(bucket, now - told[bucket]);
                told[bucket] = now;
            }
        }
        return new DurationSketch(piece);
    }
}
