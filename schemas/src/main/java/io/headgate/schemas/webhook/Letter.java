package io.headgate.schemas.webhook;

import java.time.Instant;

/** Something that is to be delivered. Its text is what a log calls it. */
public interface Letter {
    /** Whom it is for. */
    String receiver();

    /** Which try this is, from 1. */
    int tries();

    /** From when on its patience is counted. */
    Instant since();
}
