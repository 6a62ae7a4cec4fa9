package io.headgate.deploy.simulator.behaviour;

/** What may be wrong inside an answer that is otherwise well-formed for its wire. */
public enum Distortion {
    /** The list of choices is there and empty. */
    EMPTY_CHOICES,
    /** The one choice has a null content. */
    NULL_CONTENT,
    /** The usage object is left out. */
    NO_USAGE,
    /** The finish reason is a word no client knows. */
    UNKNOWN_FINISH_REASON
}
