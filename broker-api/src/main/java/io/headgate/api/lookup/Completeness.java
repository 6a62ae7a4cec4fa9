package io.headgate.api.lookup;

/** Whether the index is complete, as far as it can be told. */
@FunctionalInterface
public interface Completeness {
    /**
     * Whether the index has all requests that were accepted before this call, through whichever process. Waits up to a few
     * seconds for that. False as well when nobody can tell.
     */
    boolean reached() throws InterruptedException;
}
