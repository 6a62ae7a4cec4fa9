package io.headgate.worker.redact;

import java.util.List;
import java.util.Locale;

/**
 * Keys to somebody's services: those with their issuer's prefix, JSON Web Tokens (RFC 7519), private keys in PEM (RFC 7468),
 * and what looks random behind a word that announces a secret, as in {@code api_key=…}.
 */
final class ApiKeyFinder implements Finder {
    private static final String BEGIN = "-----BEGIN ";
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";
    /** Between the two: {@code ENCRYPTED}, {@code OPENSSH}, {@code RSA} … */
    private static final int LONGEST_KIND = 24;

    private static final String TOKEN = "eyJ";
    private static final int SHORTEST_PART = 10;
    private static final int LONGEST_PART = 8192;

    private static final List<String> ANNOUNCEMENTS = List.of(
            "api_key",
            "api-key",
            "apikey",
            "access_key",
            "secret_key",
            "secret",
            "token",
            "bearer",
            "password",
            "passwd");
    private static final int LONGEST_ANNOUNCEMENT = 16;
    private static final String BETWEEN = " \t=:\"'\\";
    private static final int SHORTEST_ANNOUNCED = 16;
    private static final int LONGEST_ANNOUNCED = 512;

    @Override
    public int end(String text, int start, int floor) {
        char first = text.charAt(start);
        if (first == '-') {
            return privateKey(text, start);
        }
        boolean begins = Characters.isLetter(first) || Characters.isDigit(first);
        if (!begins || (start > floor && isInside(text.charAt(start - 1)))) {
            return NONE;
        }
        for (KeyShape shape : KeyShape.ALL) {
            int end = shape.end(text, start);
            if (end != NONE) {
                return end;
            }
        }
        int token = text.startsWith(TOKEN, start) ? token(text, start) : NONE;
        return token != NONE || !isAnnounced(text, start) ? token : announced(text, start);
    }

    /** To its last line; to the end of the text where that is missing. */
    private static int privateKey(String text, int start) {
        if (!text.startsWith(BEGIN, start)) {
            return NONE;
        }
        int kind = start + BEGIN.length();
        int named = kind;
        while (named < text.length() && named < kind + LONGEST_KIND && !text.startsWith(PRIVATE_KEY, named)) {
            if (text.charAt(named) != ' ' && !Characters.isLetter(text.charAt(named))) {
                return NONE;
            }
            named++;
        }
        if (!text.startsWith(PRIVATE_KEY, named)) {
            return NONE;
        }
        String last = "-----END " + text.substring(kind, named) + PRIVATE_KEY;
        int end = text.indexOf(last, named);
        return end < 0 ? text.length() : end + last.length();
    }

    /** Three parts of base64url between dots, of which the last may be empty. */
    private static int token(String text, int start) {
        int head = part(text, start);
        if (head - start < SHORTEST_PART || !text.startsWith("." + TOKEN, head)) {
            return NONE;
        }
        int body = part(text, head + 1);
        return body - head > SHORTEST_PART && body < text.length() && text.charAt(body) == '.'
                ? part(text, body + 1)
                : NONE;
    }

    private static int part(String text, int start) {
        int at = start;
        int latest = Math.min(text.length(), start + LONGEST_PART);
        while (at < latest && isInside(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isAnnounced(String text, int start) {
        int end = start;
        while (end > 0 && start - end < LONGEST_ANNOUNCEMENT && BETWEEN.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        String before =
                text.substring(Math.max(0, end - LONGEST_ANNOUNCEMENT), end).toLowerCase(Locale.ROOT);
        return end < start && ANNOUNCEMENTS.stream().anyMatch(before::endsWith);
    }

    private static int announced(String text, int start) {
        int end = start;
        while (end < text.length() && (isInside(text.charAt(end)) || "+/.".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        while (text.charAt(end - 1) == '.') {
            end--;
        }
        boolean fits = end - start >= SHORTEST_ANNOUNCED && end - start <= LONGEST_ANNOUNCED;
        return fits && !Characters.isWordAt(text, end) && Randomness.of(text, start, end) ? end : NONE;
    }

    private static boolean isInside(char c) {
        return Characters.isDigit(c) || Characters.isLetter(c) || c == '_' || c == '-';
    }
}
