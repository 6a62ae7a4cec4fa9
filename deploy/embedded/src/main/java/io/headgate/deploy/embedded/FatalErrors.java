package io.headgate.deploy.embedded;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka does on an error it cannot go on from: by default it ends the process, here it logs and throws.
 *
 * <p>A broker in the JVM of a test or a demo must not take that JVM away without a word.
 */
final class FatalErrors {

    private static final Logger log = LoggerFactory.getLogger(FatalErrors.class);
    private static final AtomicBoolean REPLACED = new AtomicBoolean();

    private FatalErrors() {}

    /** Replaces Kafka's process-wide exit and halt procedures, once. */
    static void keepThisProcessAlive() {
        if (REPLACED.compareAndSet(false, true)) {
            Exit.setExitProcedure(FatalErrors::refuse);
            Exit.setHaltProcedure(FatalErrors::refuse);
        }
    }

    private static void refuse(int status, String message) {
        IllegalStateException error =
                new IllegalStateException("Kafka wanted to end the process with status " + status + ": " + message);
        log.atError().setCause(error).log("the embedded broker failed and is of no more use");
        throw error;
    }
}
