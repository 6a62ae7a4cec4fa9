package io.headgate.worker.probe;

import io.headgate.schemas.message.Failure;

/** What asking for a capability has shown. */
public sealed interface Sighting {
    /** The model has it. */
    record Shown() implements Sighting {}

    /** It answered as if it had not been asked for it. */
    record Ignored() implements Sighting {}

    /** It was refused. */
    record Refused(Failure failure) implements Sighting {}

    /**
     * It may have it or not.
     *
     * @param why for people: the call failed, or the model may have chosen not to show it
     */
    record Unclear(String why) implements Sighting {}

    /** There is no small request that would show it. */
    record NotAsked() implements Sighting {}
}
