package io.headgate.schemas.webhook;

/** How a try to deliver ended. */
public sealed interface Outcome {
    /** The receiver has it. */
    record Delivered() implements Outcome {}

    /**
     * The receiver may not have it.
     *
     * @param problem what was seen, without secrets; for people
     */
    record Failed(String problem) implements Outcome {}

    /**
     * It can never be delivered, and is not tried again.
     *
     * @param problem why; for people
     */
    record Hopeless(String problem) implements Outcome {}
}
