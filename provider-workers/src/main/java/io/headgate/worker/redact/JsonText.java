package io.headgate.worker.redact;

import io.headgate.schemas.json.JsonValue;
import java.util.Iterator;
import java.util.Map;

/** Writes JSON: numbers as they were written, texts escaped as little as may be. */
public final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    public static String of(JsonValue value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(JsonValue value, StringBuilder out) {
        switch (value) {
            case JsonValue.Obj object -> {
                char before = '{';
                for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                    out.append(before);
                    text(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                    before = ',';
                }
                out.append(before == '{' ? "{}" : "}");
            }
            case JsonValue.Arr(var items) -> {
                out.append('[');
                for (Iterator<JsonValue> each = items.iterator(); each.hasNext(); ) {
                    write(each.next(), out);
                    out.append(each.hasNext() ? "," : "");
                }
                out.append(']');
            }
            case JsonValue.Text(String text) -> text(text, out);
            case JsonValue.Num(String number) -> out.append(number);
            case JsonValue.Bool(boolean flag) -> out.append(flag);
            case JsonValue.Null() -> out.append("null");
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
