package io.headgate.schemas.catalog;

/**
 * Whether a provider is asked to stream the replies that clients want streamed.
 *
 * @param asked whether at all
 * @param askedAfterCut whether also for a request of which an earlier attempt's reply did not come whole
 */
public record Streams(boolean asked, boolean askedAfterCut) {
    public static final Streams ALWAYS = new Streams(true, true);

    public static final Streams NEVER = new Streams(false, false);

    /** @param cut whether an earlier attempt's reply did not come whole */
    public boolean asked(boolean cut) {
        return asked && (askedAfterCut || !cut);
    }
}
