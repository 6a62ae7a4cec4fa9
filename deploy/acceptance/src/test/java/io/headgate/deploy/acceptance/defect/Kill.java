package io.headgate.deploy.acceptance.defect;

import java.time.Duration;

/** What is done to the process while it serves the batch. After a kill -9 it is started again, the mistake still in it. */
public sealed interface Kill {
    /** kill -9 when so many results are there. */
    record AfterResults(int results) implements Kill {}

    /**
     * kill -9 in the moment that the mistake opens: see {@link Probe#moment}.
     *
     * @param which of these moments, counted from 1
     * @param into how far into it
     */
    record InTheMoment(int which, Duration into) implements Kill {
        /** Shorter than the process stays in the moment. */
        static final Duration STAY = Duration.ofSeconds(4);
    }

    /** SIGSTOP when so many results are there, and SIGCONT when the process has been thrown out of all its groups. */
    record Suspended(int results) implements Kill {
        /** Every session is over by then: the longest is 10 s, and nobody begins a transaction of more than 20 s. */
        static final Duration FOR = Duration.ofSeconds(11);
    }
}
