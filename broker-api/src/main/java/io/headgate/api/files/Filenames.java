package io.headgate.api.files;

/** Makes a harmless filename of whatever a client calls a file. */
public final class Filenames {
    private static final String NAMELESS = "upload";

    private Filenames() {}

    /** The last part of a path, what cannot be shown replaced by {@code _}, cut to what {@link FileLabel} allows. */
    public static String harmless(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder();
        last.codePoints().limit(FileLabel.MAX_FILENAME).forEach(point -> {
            int shown = isShowable(point) ? point : '_';
            if (name.length() + Character.charCount(shown) <= FileLabel.MAX_FILENAME) {
                name.appendCodePoint(shown);
            }
        });
        String whole = name.toString().strip();
        return whole.isEmpty() || whole.equals(".") || whole.equals("..") ? NAMELESS : whole;
    }

    /** Format characters too turn a name around for the reader: right-to-left override and the like. */
    private static boolean isShowable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
