package io.headgate.schemas.intake;

import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.telemetry.TraceContext;
import org.jspecify.annotations.Nullable;

/** What intake made of what a client sent. Never terminal: admission decides after it has looked the id up. */
public sealed interface Taken {

    /**
     * It is somebody's: a request, or an invalid one with the reason.
     *
     * @param field of an invalid one the field or header at fault, if there is one in particular
     */
    record Attributed(
            Admission admission,
            TraceContext trace,
            @Nullable String field) implements Taken {}

    /**
     * It is nobody's: a record goes to the dead letters with the reason, an HTTP client is told.
     *
     * @param field the field or header at fault, if there is one in particular
     */
    record Dead(Failure failure, @Nullable String field) implements Taken {}
}
