package io.headgate.worker.redact;

/**
 * Social security numbers of the United States: three, two and four digits between two hyphens or two spaces. Areas 000, 666
 * and from 900 on, group 00 and serial 0000 are never given out (SSA, since 2011). Nine digits in one piece are not told
 * from any other number.
 */
final class SsnFinder implements Finder {
    private static final int LENGTH = 11;

    @Override
    public int end(String text, int start, int floor) {
        int end = start + LENGTH;
        if (end > text.length()
                || (start > floor && Characters.isWordAt(text, start - 1))
                || Characters.isWordAt(text, end)) {
            return NONE;
        }
        char between = text.charAt(start + 3);
        boolean separated = (between == '-' || Characters.isSpace(between)) && text.charAt(start + 6) == between;
        if (!separated) {
            return NONE;
        }
        int area = number(text, start, 3);
        int group = number(text, start + 4, 2);
        int serial = number(text, start + 7, 4);
        return area > 0 && area != 666 && area < 900 && group > 0 && serial > 0 ? end : NONE;
    }

    /** -1 for what is not digits. */
    private static int number(String text, int start, int digits) {
        int number = 0;
        for (int at = start; at < start + digits; at++) {
            if (!Characters.isDigitAt(text, at)) {
                return -1;
            }
            number = 10 * number + text.charAt(at) - '0';
        }
        return number;
    }
}
