package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A part of a message's content. */
public sealed interface ContentPart {
    /** Where it is in the body: {@code messages[0].content[1]}. */
    String path();

    /** A mark that the prompt until here is to be cached, which only some formats have; null for none. */
    @Nullable
    ObjectNode cacheControl();

    /** What something other than text is. */
    enum Kind {
        IMAGE,
        AUDIO,
        FILE
    }

    record Text(String path, String text, @Nullable ObjectNode cacheControl) implements ContentPart {
        @Override
        public String toString() {
            return "Text[%s]".formatted(path);
        }
    }

    /**
     * Something that is in the body itself.
     *
     * @param mediaType in lower case, {@code image/png}
     * @param name of a file; null when it has none
     */
    record Inline(
            String path,
            Kind kind,
            String mediaType,
            String base64,
            @Nullable String name,
            @Nullable ObjectNode cacheControl)
            implements ContentPart {
        @Override
        public String toString() {
            return "Inline[%s, %s]".formatted(path, mediaType);
        }
    }

    /** An image that the provider fetches itself. */
    record LinkedImage(String path, String url, @Nullable ObjectNode cacheControl) implements ContentPart {
        @Override
        public String toString() {
            return "LinkedImage[%s]".formatted(path);
        }
    }
}
