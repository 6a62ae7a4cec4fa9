package io.headgate.worker.redact;

/** What becomes of the texts of a body. */
@FunctionalInterface
interface TextSink {
    /** One that may become another: what it becomes; the same text where that is nothing. */
    String text(String text);

    /** One that has to stay letter by letter, and is of people's making: a value to be chosen, the name of who speaks. */
    default void word(String word) {}

    /** One that has to stay letter by letter, and says little: a name of a function or a field, an id, an address, a number. */
    default void name(String name) {}
}
