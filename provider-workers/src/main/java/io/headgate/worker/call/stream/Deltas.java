package io.headgate.worker.call.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who is shown a streamed reply while it comes. */
public final class Deltas {
    /** Of a call that is not streamed. */
    public static final Sink NONE = new Sink() {
        @Override
        public void accept(ObjectNode chunk) {}

        @Override
        public void ended(boolean whole) {}
    };

    private Deltas() {}

    /**
     * Is shown one reply, by one thread. Never waits for anybody and never fails: what cannot be shown is left out, as the
     * result has all of it in the end.
     */
    public interface Sink {
        /**
         * Shows a chunk.
         *
         * @param chunk an OpenAI {@code chat.completion.chunk}, changed by nobody from now on
         */
        void accept(ObjectNode chunk);

        /**
         * No chunk follows; said once, by whoever made the sink.
         *
         * @param whole whether the reply came to its end
         */
        void ended(boolean whole);
    }
}
