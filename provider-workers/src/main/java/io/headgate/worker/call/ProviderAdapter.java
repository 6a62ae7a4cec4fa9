package io.headgate.worker.call;

/** One wire that providers speak. Blocks the calling (virtual) thread; thread-safe. */
public interface ProviderAdapter extends AutoCloseable {
    /** Makes the call and says how it ended. Nothing that a provider or the network does is an exception. */
    CallOutcome call(UpstreamCall call);

    /** Closes connections; calls under way end as broken. */
    @Override
    void close();
}
