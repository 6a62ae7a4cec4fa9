package io.headgate.worker.call.http;

import io.headgate.worker.call.UpstreamReply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every way an HTTP call can end: answered in full, or broken. */
public sealed interface HttpReply {
    /**
     * A complete answer.
     *
     * @param headers names in lower case, the last of several
     * @param body inflated, within the cap
     * @param begun what its head said
     */
    record Answered(int status, Map<String, String> headers, byte[] body, UpstreamReply begun) implements HttpReply {
        /** The same of which the head is known to have said this. */
        public Answered of(UpstreamReply head) {
            return new Answered(status, headers, body, head);
        }

        /** Without the body. */
        @Override
        public String toString() {
            return "Answered[%d, %d bytes]".formatted(status, body.length);
        }
    }

    /**
     * No complete answer.
     *
     * @param sent whether any of the request may have left: then it may be billed
     * @param reason for people; holds neither body nor key
     * @param begun what had come until then
     * @param headers of the answer that had begun; empty when none had
     */
    record Broken(Kind kind, boolean sent, String reason, UpstreamReply begun, Map<String, String> headers)
            implements HttpReply {}

    /** Why an answer is not complete. */
    enum Kind {
        /** A timeout: connect, first byte, a stall, or the total. */
        TIMEOUT,
        /** Refused, reset, closed, unknown host. */
        CONNECTION,
        /** Body, inflated body or headers over their caps. */
        TOO_LARGE,
        /** Not HTTP, or encoded as nothing we know. */
        PROTOCOL,
        /** The endpoint's address may not be called. */
        FORBIDDEN_ADDRESS,
        /** Given up on this side: the calling thread was interrupted. */
        INTERRUPTED
    }

    /** What providers call the header with their id of a call: most, Anthropic, Azure, Mistral, DeepSeek, OpenRouter. */
    List<String> ID_HEADERS = List.of(
            "x-request-id",
            "request-id",
            "apim-request-id",
            "mistral-correlation-id",
            "x-ds-trace-id",
            "x-generation-id");

    /** The provider's id of a call; null when its headers have none. */
    static @Nullable String requestId(Map<String, String> headers) {
        for (String name : ID_HEADERS) {
            String id = UpstreamReply.plainId(headers.get(name));
            if (id != null) {
                return id;
            }
        }
        return null;
    }
}
