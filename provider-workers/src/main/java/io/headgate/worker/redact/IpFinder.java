package io.headgate.worker.redact;

import java.net.InetAddress;

/** Internet addresses: four numbers up to 255 between dots, and IPv6 in any of its forms (RFC 4291), without a zone. */
final class IpFinder implements Finder {
    /** {@code ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255}. */
    private static final int LONGEST = 45;
    /** A group of IPv6 and its colon. */
    private static final int GROUP = 5;

    @Override
    public int end(String text, int start, int floor) {
        char first = text.charAt(start);
        boolean begins = isHex(first) || first == ':';
        if (!begins || (start > floor && (isInside(text.charAt(start - 1)) || Characters.isWordAt(text, start - 1)))) {
            return NONE;
        }
        int four = Characters.isDigit(first) ? versionFour(text, start) : NONE;
        return four != NONE ? four : versionSix(text, start);
    }

    private static int versionFour(String text, int start) {
        int at = start;
        for (int part = 0; part < 4; part++) {
            if (part > 0) {
                if (at >= text.length() || text.charAt(at) != '.') {
                    return NONE;
                }
                at++;
            }
            int from = at;
            int number = 0;
            while (at < from + 3 && Characters.isDigitAt(text, at)) {
                number = 10 * number + text.charAt(at) - '0';
                at++;
            }
            if (at == from || number > 255) {
                return NONE;
            }
        }
        boolean goesOn = at < text.length() && text.charAt(at) == '.' && Characters.isDigitAt(text, at + 1);
        return goesOn || Characters.isWordAt(text, at) ? NONE : at;
    }

    private static int versionSix(String text, int start) {
        int latest = Math.min(text.length(), start + LONGEST + 1);
        int end = start;
        int colon = NONE;
        boolean digit = false;
        while (end < latest && isInside(text.charAt(end))) {
            char c = text.charAt(end);
            digit |= Characters.isDigit(c);
            colon = colon == NONE && c == ':' ? end : colon;
            end++;
        }
        // A full stop behind an address is the sentence's; a name in a program has no digit, and C++ has many such.
        while (end > start && text.charAt(end - 1) == '.') {
            end--;
        }
        boolean plausible = digit && colon != NONE && colon - start < GROUP && end - start <= LONGEST;
        return plausible && !Characters.isWordAt(text, end) && isAddress(text.substring(start, end)) ? end : NONE;
    }

    private static boolean isAddress(String text) {
        if (text.indexOf(':') == text.lastIndexOf(':')) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(text).getAddress().length > 0;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static boolean isInside(char c) {
        return isHex(c) || c == ':' || c == '.';
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }
}
