package io.headgate.router.intake;

import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.telemetry.TraceContext;

/** What intake made of a record. Never terminal: admission decides after it has looked the id up. */
public sealed interface Taken {

    /** It is somebody's: a request, or an invalid one with the reason. */
    record Attributed(Admission admission, TraceContext trace) implements Taken {}

    /** Nobody can be told: it goes to the dead letters with the reason. */
    record Dead(Failure failure) implements Taken {}
}
