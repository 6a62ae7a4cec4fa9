package io.headgate.api.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of an installation that keys are hashed with. Whoever has the table alone can make no key of it, and whoever
 * changes the pepper makes every key invalid. Thread-safe.
 */
public final class Pepper {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 32;
    private static final int FEWEST_DIFFERENT = 10;

    private final SecretKeySpec secret;

    /**
     * @param text at least 32 characters, of them 10 different ones: what passes for random
     * @throws IllegalArgumentException for a shorter one, and for one that somebody left as it was; it is not shown
     */
    public Pepper(String text) {
        long different = text.chars().distinct().count();
        if (text.length() < SHORTEST || different < FEWEST_DIFFERENT) {
            throw new IllegalArgumentException(
                    "the pepper of API keys: seen %d characters, of them %d different ones; allowed at least %d and %d"
                            .formatted(text.length(), different, SHORTEST, FEWEST_DIFFERENT));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("changeme") || lower.contains("change-me") || lower.contains("example")) {
            throw new IllegalArgumentException(
                    "the pepper of API keys: seen a placeholder, allowed random characters: openssl rand -hex 32");
        }
        this.secret = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** HMAC-SHA-256 of a key's text: 32 bytes. */
    public byte[] mac(ApiKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(key.text().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Whether it is the key that was stored so; takes as long whatever the answer is. */
    public boolean matches(ApiKey key, byte[] stored) {
        return MessageDigest.isEqual(mac(key), stored);
    }

    @Override
    public String toString() {
        return "Pepper";
    }
}
