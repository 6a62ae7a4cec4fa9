package io.headgate.schemas.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What a request asks for. Its body says so by what it has; nothing else need carry it. */
public enum RequestKind {
    /** A chat completion: {@code messages}. */
    CHAT("/v1/chat/completions"),
    /** A vector for each of some texts: {@code input}, and no {@code messages}. */
    EMBEDDINGS("/v1/embeddings");

    private final String path;

    RequestKind(String path) {
        this.path = path;
    }

    /**
     * What a body asks for.
     *
     * @param has whether the body has a field of this name, and something in it
     */
    public static RequestKind of(Predicate<String> has) {
        return has.test("input") && !has.test("messages") ? EMBEDDINGS : CHAT;
    }

    /** The name that clients write: {@code embeddings}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that OpenAI serves at a path; empty for any other path. */
    public static Optional<RequestKind> ofPath(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
    }

    /** Where OpenAI serves it; what a line of a batch file names as {@code url}. */
    public String path() {
        return path;
    }
}
