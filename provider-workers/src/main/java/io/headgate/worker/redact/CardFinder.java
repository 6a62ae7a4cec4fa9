package io.headgate.worker.redact;

/**
 * Numbers of payment cards (ISO/IEC 7812): 13 to 19 digits whose last is the Luhn check digit, in one piece or in groups
 * between single spaces or hyphens.
 */
final class CardFinder implements Finder {
    private static final int FEWEST = 13;
    private static final int MOST = 19;

    @Override
    public int end(String text, int start, int floor) {
        if (!Characters.isDigitAt(text, start) || (start > floor && Characters.isDigitAt(text, start - 1))) {
            return NONE;
        }
        int end = NONE;
        int digits = 0;
        // Luhn for both parities: which digits are doubled depends on how many there are.
        int doubledAtEven = 0;
        int doubledAtOdd = 0;
        int at = start;
        while (at < text.length() && digits < MOST) {
            char c = text.charAt(at);
            if (Characters.isDigit(c)) {
                int digit = c - '0';
                boolean even = digits % 2 == 0;
                doubledAtEven += even ? doubled(digit) : digit;
                doubledAtOdd += even ? digit : doubled(digit);
                digits++;
                boolean whole = !Characters.isDigitAt(text, at + 1);
                // The last digit is never doubled.
                int sum = digits % 2 == 0 ? doubledAtEven : doubledAtOdd;
                if (whole && digits >= FEWEST && sum % 10 == 0) {
                    end = at + 1;
                }
            } else if (!(Characters.isSpace(c) || c == '-') || !Characters.isDigitAt(text, at + 1)) {
                break;
            }
            at++;
        }
        return end;
    }

    private static int doubled(int digit) {
        return digit < 5 ? 2 * digit : 2 * digit - 9;
    }
}
