package io.headgate.worker.redact;

/**
 * A text that lets itself be read only so often. Each search by a pattern takes time in proportion to the text; but {@code
 * a.*b|a} begins a search at every {@code a}, and each may run to the end.
 */
final class PacedText implements CharSequence {
    /** Ordinary patterns read each character once or twice. */
    private static final long READS_A_CHARACTER = 32;

    private static final long READS = 100_000;

    private final String text;
    private long readsLeft;

    PacedText(String text) {
        this.text = text;
        this.readsLeft = READS + READS_A_CHARACTER * text.length();
    }

    /** It has been read as often as it lets itself be. */
    static final class TooOften extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooOften() {
            super("the text was read too often", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (readsLeft-- <= 0) {
            throw new TooOften();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
