package io.headgate.metering.export;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180: comma, CRLF, quotes where needed. Text that a spreadsheet would run as a formula gets an apostrophe
 * before it; numbers are numbers, without an exponent. NULL is an empty field, the empty text is {@code ""}.
 */
final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final String LINE_END = "\r\n";

    private Csv() {}

    /** What a field of text looks like. */
    static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String safe = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.isEmpty() || safe.chars().anyMatch(Csv::mustBeQuoted)
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    /** What a field of an exact number looks like: zeros at the end of the decimals are left out. */
    static String number(@Nullable BigDecimal number) {
        return number == null ? "" : number.stripTrailingZeros().toPlainString();
    }

    /** Writes one record of fields that are written as they are. */
    static void record(Appendable out, List<String> fields) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append(fields.get(i));
        }
        out.append(LINE_END);
    }

    private static boolean mustBeQuoted(int character) {
        return character == ',' || character == '"' || character == '\r' || character == '\n';
    }
}
