package io.headgate.api.access;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its holder has it: {@code hg_<id>_<secret>}. The secret is 32 letters and digits, 190 bits. Its text is shown to
 * whoever made it, once, and is kept nowhere.
 */
public final class ApiKey {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_LENGTH = 32;
    private static final Pattern FORM =
            Pattern.compile("hg_([0-9A-Za-z]{%d})_([0-9A-Za-z]{%d})".formatted(KeyId.LENGTH, SECRET_LENGTH));

    private final KeyId id;
    private final String text;

    private ApiKey(KeyId id, String text) {
        this.id = id;
        this.text = text;
    }

    /** A key that nobody has yet. */
    public static ApiKey make(SecureRandom random) {
        String id = letters(random, KeyId.LENGTH);
        return new ApiKey(new KeyId(id), "hg_" + id + "_" + letters(random, SECRET_LENGTH));
    }

    /** Empty for whatever has not the form of a key. */
    public static Optional<ApiKey> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new ApiKey(new KeyId(form.group(1)), text)) : Optional.empty();
    }

    private static String letters(SecureRandom random, int length) {
        StringBuilder made = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            made.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return made.toString();
    }

    public KeyId id() {
        return id;
    }

    /** The whole key: for its holder, never for a log or a table. */
    public String text() {
        return text;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "hg_" + id + "_…";
    }
}
