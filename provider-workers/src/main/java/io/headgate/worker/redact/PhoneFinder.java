package io.headgate.worker.redact;

/**
 * Numbers of telephones, as far as they look like some: international ones after a plus sign or 00 (ITU-T E.164, 8 to 15
 * digits), national ones after a 0 (9 to 15), and those of North America in groups of three, three and four. A number
 * written in any other way is not told from any other number.
 */
final class PhoneFinder implements Finder {
    private static final int FEWEST_ABROAD = 8;
    private static final int FEWEST_AT_HOME = 9;
    private static final int MOST = 15;
    /** As in {@code +49 (0) 30}: a bracket and a space, on either side. */
    private static final int MOST_BETWEEN = 3;

    @Override
    public int end(String text, int start, int floor) {
        char first = text.charAt(start);
        if (start > floor && (Characters.isWordAt(text, start - 1) || ".,+".indexOf(text.charAt(start - 1)) >= 0)) {
            return NONE;
        }
        if (first == '+') {
            return Characters.isDigitAt(text, start + 1) ? run(text, start + 1, FEWEST_ABROAD) : NONE;
        }
        if (first == '0' && Characters.isDigitAt(text, start + 1)) {
            return run(text, start, FEWEST_AT_HOME);
        }
        if (first == '(' && Characters.isDigitAt(text, start + 1)) {
            int national = text.charAt(start + 1) == '0' ? run(text, start + 1, FEWEST_AT_HOME) : NONE;
            return national != NONE ? national : northAmerican(text, start);
        }
        return Characters.isDigit(first) ? northAmerican(text, start) : NONE;
    }

    /** Digits with what people write between them: as many as may be, or as few where more follow than any number has. */
    private static int run(String text, int start, int fewest) {
        int digits = 0;
        int between = 0;
        int shortest = NONE;
        int longest = NONE;
        for (int at = start; at < text.length() && between <= MOST_BETWEEN; at++) {
            char c = text.charAt(at);
            if (Characters.isDigit(c)) {
                digits++;
                between = 0;
                if (digits > MOST) {
                    return shortest;
                }
                if (digits >= fewest && !Characters.isWordAt(text, at + 1)) {
                    shortest = shortest == NONE ? at + 1 : shortest;
                    longest = at + 1;
                }
            } else if (isBetween(c)) {
                between++;
            } else {
                break;
            }
        }
        return longest;
    }

    private static int northAmerican(String text, int start) {
        int at = start;
        if (text.charAt(at) == '1' && at + 1 < text.length() && isBetween(text.charAt(at + 1))) {
            at += 2;
        }
        boolean bracket = at < text.length() && text.charAt(at) == '(';
        int area = digits(text, bracket ? at + 1 : at, 3);
        if (area == NONE || (bracket && !(area < text.length() && text.charAt(area) == ')'))) {
            return NONE;
        }
        int second = skipOne(text, bracket ? area + 1 : area);
        if (!bracket && second == area) {
            return NONE;
        }
        int exchange = digits(text, second, 3);
        if (exchange == NONE || skipOne(text, exchange) == exchange) {
            return NONE;
        }
        int end = digits(text, exchange + 1, 4);
        return end == NONE || Characters.isWordAt(text, end) ? NONE : end;
    }

    private static int digits(String text, int start, int count) {
        for (int i = 0; i < count; i++) {
            if (!Characters.isDigitAt(text, start + i)) {
                return NONE;
            }
        }
        return start + count;
    }

    private static int skipOne(String text, int at) {
        return at < text.length() && isBetween(text.charAt(at)) ? at + 1 : at;
    }

    /** What people write between the groups of a number. */
    static boolean isBetween(char c) {
        return Characters.isSpace(c) || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '\u2011';
    }
}
