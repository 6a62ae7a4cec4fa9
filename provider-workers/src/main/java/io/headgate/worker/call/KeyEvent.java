package io.headgate.worker.call;

import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.util.Optional;

/** What becomes of one key among several. Names it by where it is found, never by what it is. */
public sealed interface KeyEvent {
    SecretRef reference();

    /** It is not used for a while, again and again until it is taken. */
    record Resting(SecretRef reference, Trouble trouble) implements KeyEvent {}

    /** A call with it completed. */
    record Taken(SecretRef reference) implements KeyEvent {}

    /** Why a key rests. */
    enum Trouble {
        /** All models of its provider refuse it (401), so that somebody has to replace it. */
        REFUSED(Duration.ofMinutes(1), false),
        /** One model refuses it (403); it may be good for others. */
        FORBIDDEN(Duration.ofMinutes(1), true),
        /** Its money or quota is used up. */
        EXHAUSTED(Duration.ofMinutes(5), false);

        final Duration rest;
        final boolean ofOneModel;

        Trouble(Duration rest, boolean ofOneModel) {
            this.rest = rest;
            this.ofOneModel = ofOneModel;
        }

        /** What the end of a call says of its key; empty when nothing bad. */
        static Optional<Trouble> of(CallOutcome outcome) {
            if (!(outcome instanceof CallOutcome.Refused refused)) {
                return Optional.empty();
            }
            FailureCode code = refused.failure().code();
            if (code == FailureCode.PROVIDER_QUOTA) {
                return Optional.of(EXHAUSTED);
            }
            Integer status = refused.reply().status();
            return code == FailureCode.PROVIDER_AUTH
                    ? Optional.of(status != null && status == 403 ? FORBIDDEN : REFUSED)
                    : Optional.empty();
        }
    }
}
