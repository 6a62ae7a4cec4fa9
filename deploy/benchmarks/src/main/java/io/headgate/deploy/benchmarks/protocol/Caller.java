package io.headgate.deploy.benchmarks.protocol;

/** One way to post a body over TLS. Thread-safe; blocks the calling thread, which is a virtual one. */
interface Caller extends AutoCloseable {
    /**
     * Posts the body, and reads the reply to its end as it comes.
     *
     * @param number of the caller, from 0: who has several connections to share deals them out by it
     * @return the bytes of the reply's body
     * @throws IllegalStateException when the reply is anything but a whole success
     */
    long call(byte[] body, int number) throws InterruptedException;

    @Override
    void close();
}
