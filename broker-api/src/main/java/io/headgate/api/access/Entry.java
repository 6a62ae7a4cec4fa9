package io.headgate.api.access;

import java.time.Duration;

/** Whether a caller is let in. */
public sealed interface Entry {
    record Admitted(Caller caller) implements Entry {}

    /**
     * Nobody knows who it is.
     *
     * @param why for the caller; says nothing that whoever has no key could learn from
     */
    record Unidentified(String why) implements Entry {}

    /**
     * The key is another tenant's, or another project's, than the request names.
     *
     * @param what {@code tenant} or {@code project}
     */
    record Foreign(String what, String seen, String allowed) implements Entry {}

    /** Whether the key is good is not known at present. */
    record Undecided() implements Entry {}

    /**
     * From where it comes so many keys came that there are not that no more are looked up.
     *
     * @param until how long no more are
     */
    record TooManyGuesses(Duration until) implements Entry {}
}
