package io.headgate.worker.call.http;

import java.util.Map;

/** Takes the body of a reply while it comes. Called on the call's own thread; must not block or throw. */
public interface BodySink {
    /** Wants every reply whole. */
    BodySink WHOLE = new BodySink() {
        @Override
        public boolean wants(int status, Map<String, String> headers) {
            return false;
        }

        @Override
        public boolean accept(byte[] buffer, int length) {
            throw new IllegalStateException("whoever wants a reply whole is handed no pieces");
        }
    };

    /**
     * The head of the reply is here.
     *
     * @param headers names in lower case
     * @return whether to hand its body on piece by piece; if not, it is read whole
     */
    boolean wants(int status, Map<String, String> headers);

    /**
     * More of the body, inflated, cut anywhere.
     *
     * @param buffer its first {@code length} bytes are the piece; what it holds changes afterwards
     * @return whether more is wanted; false ends the call as answered
     */
    boolean accept(byte[] buffer, int length);
}
