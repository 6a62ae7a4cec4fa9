package io.headgate.worker.redact;

/** Mail addresses: a local part, an at sign, and a domain of two or more labels. Letters of any script. */
final class EmailFinder implements Finder {
    private static final String LOCAL = "._%+-";
    /** More than the 64 and 255 characters of RFC 5321 for either part: what is longer is no address. */
    private static final int LONGEST = 256;

    @Override
    public int end(String text, int start, int floor) {
        // From the beginning of a run only: each run is looked at once.
        if (!isLocal(text.charAt(start)) || (start > floor && isLocal(text.charAt(start - 1)))) {
            return NONE;
        }
        int at = start;
        int latest = Math.min(text.length(), start + LONGEST);
        while (at < latest && isLocal(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '@' ? domainEnd(text, at + 1) : NONE;
    }

    private static int domainEnd(String text, int start) {
        int end = NONE;
        int label = start;
        boolean dotted = false;
        int at = start;
        int latest = Math.min(text.length(), start + LONGEST);
        while (at < latest && isDomain(text.charAt(at))) {
            if (text.charAt(at) == '.') {
                if (at == label) {
                    break;
                }
                dotted = true;
                label = at + 1;
            } else if (dotted && at - label >= 1) {
                // The last label has two characters or more.
                end = at + 1;
            }
            at++;
        }
        return end;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || LOCAL.indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '.';
    }
}
