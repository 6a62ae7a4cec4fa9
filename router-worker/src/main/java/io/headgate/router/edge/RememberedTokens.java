package io.headgate.router.edge;

import io.headgate.schemas.token.TokenEstimator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how long texts are that come again and again: the instructions and tools that an application sends with each
 * request, and requests that are routed anew. Keeps half of a SHA-256 of each, no text. Thread-safe.
 */
public final class RememberedTokens implements TokenEstimator {
    /** In characters. To count less than this takes a few microseconds, and most of it comes once. */
    static final int SHORTEST = 1_000;

    /** In each of two generations; about 80 bytes each. */
    static final int REMEMBERED = 16_384;

    private record Print(long first, long second) {}

    private final TokenEstimator counting;
    private Map<Print, Long> recent = new HashMap<>();
    /** Forgotten when the recent ones are full, but for those that came again since. */
    private Map<Print, Long> older = Map.of();

    /** @param counting of what is not remembered */
    public RememberedTokens(TokenEstimator counting) {
        this.counting = counting;
    }

    @Override
    public long tokens(String text) {
        if (text.length() < SHORTEST) {
            return counting.tokens(text);
        }
        Print print = print(text);
        Long known = recall(print);
        if (known != null) {
            return known;
        }
        long counted = counting.tokens(text);
        remember(print, counted);
        return counted;
    }

    private synchronized @Nullable Long recall(Print print) {
        Long known = recent.get(print);
        if (known == null) {
            known = older.get(print);
            if (known != null) {
                remember(print, known);
            }
        }
        return known;
    }

    private synchronized void remember(Print print, long tokens) {
        if (recent.size() >= REMEMBERED) {
            older = recent;
            recent = new HashMap<>();
        }
        recent.put(print, tokens);
    }

    private static Print print(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(digest);
            return new Print(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
