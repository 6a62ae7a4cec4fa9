package io.headgate.worker.call;

/**
 * One wire that providers speak. Blocks the calling thread, which must be virtual where it is to be interrupted;
 * thread-safe.
 */
public interface ProviderAdapter extends AutoCloseable {
    /**
     * Makes the call and says how it ended. Nothing that a provider or the network does is an exception.
     *
     * <p>Interrupting the calling thread gives the call up: its connection is closed at once and never used again, and
     * this returns with the thread's interrupt status still set. The outcome then says what may have been billed: {@link
     * CallOutcome.Unknown} if anything was sent, {@link CallOutcome.Retryable} if nothing was, and what the provider
     * answered if it was all there.
     */
    CallOutcome call(UpstreamCall call);

    /**
     * Whether the endpoint answers a cheap request that bills nothing: with a status below 500 and other than 429. Ends
     * as false within the timeouts, and at once when the calling thread is interrupted, whose status stays set.
     */
    boolean check(UpstreamCheck check);

    /** Closes connections; calls under way end as broken. */
    @Override
    void close();
}
