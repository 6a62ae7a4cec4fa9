package io.headgate.deploy.simulator.generation;

import java.util.ArrayList;
import java.util.List;

/**
 * The simulator's own tokenizer: one token for every four characters (UTF-16 units), the last one rounded up.
 *
 * <p>A prompt costs 3 tokens more per message, and {@link #PER_ATTACHMENT} for every content part that is not text.
 * Tool definitions and schemas are not counted.
 */
public final class TokenRule {
    public static final int CHARS_PER_TOKEN = 4;
    public static final int PER_MESSAGE = 3;
    public static final int PER_ATTACHMENT = 85;

    private TokenRule() {}

    /** The tokens in this text; 0 for an empty one. */
    public static int count(String text) {
        return (text.length() + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
    }

    /** The first {@code tokens} tokens of this text. */
    public static String limit(String text, int tokens) {
        long chars = (long) tokens * CHARS_PER_TOKEN;
        if (chars >= text.length()) {
            return text;
        }
        int end = (int) chars;
        boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end);
    }

    /** The text token by token, without splitting a surrogate pair; joined they are the text. */
    public static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>(count(text));
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(start + CHARS_PER_TOKEN, text.length());
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
