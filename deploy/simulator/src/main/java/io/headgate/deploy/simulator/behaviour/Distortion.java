package io.headgate.deploy.simulator.behaviour;

/** What may be wrong, or just unwelcome, inside an answer that is otherwise well-formed. A format without it answers well. */
public enum Distortion {
    /** The list of choices, or what the format has in its place, is there and empty. */
    EMPTY_CHOICES,
    /** The one choice has a null content. */
    NULL_CONTENT,
    /** The usage is left out. */
    NO_USAGE,
    /** The finish reason is a word no client knows. */
    UNKNOWN_FINISH_REASON,
    /** The finish reason is one of the format's own that says that generation failed. */
    FAILED_FINISH,
    /** The provider's filter ended the answer. */
    CONTENT_FILTERED,
    /** The model would not answer, or the provider would not have it asked. */
    REFUSAL,
    /** The answer says that another model gave it. */
    WRONG_MODEL,
    /** Offered tools are called twice at once; in a stream, the pieces of the two calls alternate. */
    INTERLEAVED_TOOLS,
    /** In a stream, the event with the usage has no list of choices at all. */
    USAGE_WITHOUT_CHOICES
}
