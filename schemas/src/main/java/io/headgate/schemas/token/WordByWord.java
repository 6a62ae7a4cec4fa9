package io.headgate.schemas.token;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts a text by its words, and remembers how many tokens the short ones are: prose is made of a few thousand. Thread-safe.
 *
 * <p>The count is the whole text's, exactly, for encodings that cut a text up before a space that follows something visible, as
 * OpenAI's do since {@code cl100k_base}: there a space is the first of its piece, or the piece is of white space alone; and
 * tokens never reach beyond a piece.
 */
final class WordByWord implements TokenEstimator {
    /** In characters, the space before it included: what is longer comes seldom again, and may be somebody's key. */
    static final int LONGEST = 16;

    /** About 80 bytes each; all are forgotten when there are as many. */
    static final int REMEMBERED = 16_384;

    private final TokenEstimator counting;
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    /** @param counting of a word that is not remembered */
    WordByWord(TokenEstimator counting) {
        this.counting = counting;
    }

    @Override
    public long tokens(String text) {
        long tokens = 0;
        int begin = 0;
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == ' ' && isVisible(text.charAt(i - 1))) {
                tokens += ofWord(text.substring(begin, i));
                begin = i;
            }
        }
        return tokens + ofWord(text.substring(begin));
    }

    private long ofWord(String word) {
        if (word.length() > LONGEST) {
            return counting.tokens(word);
        }
        Long remembered = known.get(word);
        if (remembered != null) {
            return remembered;
        }
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        long counted = counting.tokens(word);
        known.put(word, counted);
        return counted;
    }

    /** Surely no white space, whatever an encoding takes for it; not all that is none. */
    private static boolean isVisible(char c) {
        return c > ' ' && c < 0x7F || Character.isLetter(c);
    }
}
