package io.headgate.worker.call.stream;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of bytes that must be UTF-8. */
final class Utf8 {
    /** What decoding puts in the place of what is not UTF-8; it may also have been sent as such. */
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    static String text(byte[] bytes, int from, int to) throws StreamFault {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            refuseMalformed(bytes, from, to);
        }
        return text;
    }

    /** Looks at bytes whose text nobody wants. */
    static void check(byte[] bytes, int from, int to) throws StreamFault {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                refuseMalformed(bytes, at, to);
                return;
            }
        }
    }

    private static void refuseMalformed(byte[] bytes, int from, int to) throws StreamFault {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
        } catch (CharacterCodingException malformed) {
            throw StreamFault.notUtf8();
        }
    }
}
