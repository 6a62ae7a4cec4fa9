package io.headgate.api.batches.input;

/** A line of a file that is not blank. */
public sealed interface RawLine {
    /** Its place in the file, from 1; blank lines count. */
    int number();

    /**
     * A line's text.
     *
     * @param utf8 without its end, whatever that was; not copied, and not to be changed
     */
    record Text(int number, byte[] utf8) implements RawLine {
        /** Without the text: a prompt never reaches a log. */
        @Override
        public String toString() {
            return "Text[line %d, %d bytes]".formatted(number, utf8.length);
        }
    }

    /** A line with more bytes than were to be read; they were passed over. */
    record TooLong(int number, long bytes) implements RawLine {}
}
