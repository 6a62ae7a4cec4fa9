package io.headgate.worker.guard;

/** What the gates say to one who asks. */
sealed interface Verdict {
    /** After this nobody asks again. */
    sealed interface Final extends Verdict {}

    /** Go. */
    record Passed(Pass pass) implements Final {}

    /** Go away. */
    record TurnedAway(GuardedOutcome outcome) implements Final {}

    /**
     * Wait.
     *
     * @param until when it is worth asking again; {@link TokenBucket#NEVER} when something else has to happen first
     */
    record Held(Hold hold, long until) implements Verdict {}
}
