package io.headgate.deploy.simulator.reply;

/**
 * The events of a stream that carry nothing of an answer, as a format writes them.
 *
 * @param ping says nothing
 * @param comment a line that readers skip, before or after any event
 * @param error tells that the provider failed in mid-answer
 * @param opening how many events come first that bill nothing: a provider that fails by then bills nothing
 */
public record StreamFrames(byte[] ping, byte[] comment, byte[] error, int opening) {
    /** Of a format in which the first event says what is billed, or has some of the answer. */
    public StreamFrames(byte[] ping, byte[] comment, byte[] error) {
        this(ping, comment, error, 0);
    }

    /** Whether a stream that fails after so many events is billed. */
    public boolean billed(int afterEvents) {
        return afterEvents > opening;
    }
}
