package io.headgate.deploy.simulator.generation;

import io.headgate.deploy.simulator.behaviour.Draw;

/** Prose that means nothing and is the same for the same number. */
final class ReplyText {
    private static final String[] WORDS = """
            the a this each some water river gate mill stone valley harbour morning letter answer question garden road \
            bridge summer winter number market teacher window engine forest island signal paper measure pattern reason \
            opens closes carries holds turns follows shows keeps finds moves begins returns crosses explains remains \
            quiet early small open certain careful plain steady bright distant narrow likely common recent useful \
            slowly often again nearly always together outside below and but while because before after with without""".split(" ");

    private ReplyText() {}

    /** Text of exactly {@code tokens} tokens by {@link TokenRule}. */
    static String of(long number, int tokens) {
        int chars = tokens * TokenRule.CHARS_PER_TOKEN;
        StringBuilder text = new StringBuilder(chars + 16);
        long state = number;
        int inSentence = 0;
        while (text.length() < chars) {
            state = Draw.mix(state + 0x9E3779B97F4A7C15L);
            String word = WORDS[(int) Long.remainderUnsigned(state, WORDS.length)];
            if (inSentence == 0) {
                text.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            } else {
                text.append(word);
            }
            inSentence = (inSentence + 1) % 9;
            text.append(inSentence == 0 ? ". " : " ");
        }
        text.setLength(chars - 1);
        return text.append('.').toString();
    }

    /** The same text with characters of two, three and four bytes in it; it has as many UTF-16 units, and tokens. */
    static String accented(String text) {
        return text.replace("th", "\uD83C\uDF0A").replace('e', '\u00E9').replace('o', '\u306E');
    }
}
