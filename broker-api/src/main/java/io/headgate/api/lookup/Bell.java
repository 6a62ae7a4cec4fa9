package io.headgate.api.lookup;

import io.headgate.api.watch.Watched;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rings when a request that is watched ends. Thread-safe. */
public final class Bell {
    private static final Logger log = LoggerFactory.getLogger(Bell.class);

    private final CountDownLatch rung = new CountDownLatch(1);

    void hear(Watched watched) {
        switch (watched) {
            case Watched.Ended _ -> rung.countDown();
            case Watched.Told _, Watched.Piece _ -> {}
        }
    }

    boolean hasRung() {
        return rung.getCount() == 0;
    }

    /** Waits until it rings, or for so long; once it has rung, for so long. */
    public void await(Duration most) throws InterruptedException {
        CountDownLatch awaited = hasRung() ? new CountDownLatch(1) : rung;
        boolean rang = awaited.await(most.toNanos(), TimeUnit.NANOSECONDS);
        log.atTrace().addKeyValue("rang", rang).log("waited");
    }
}
