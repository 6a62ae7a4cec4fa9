package io.headgate.worker.call.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Makes an identifier fit for an HTTP header, which holds visible ASCII only. */
final class HeaderText {
    private HeaderText() {}

    /** The text itself when it is plain, else percent-encoded as UTF-8. */
    static String of(String text) {
        return isPlain(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
