package io.headgate.api.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Requests as bytes: nothing stands between a test and the wire that would put them right.
 *
 * @param key of somebody who may do everything, so that it is not the door that refuses them all
 */
record Requests(String key) {
    /** The header that lets in. */
    String authorization() {
        return "Authorization: Bearer " + key;
    }

    /** Whole, without a body: the connection ends with the answer. */
    String head(String line, String... headers) {
        StringBuilder text = new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    /** With a body of its true length, sent for a tenant that is there. */
    byte[] withBody(String line, byte[] body, String... headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Length: " + body.length;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head(line, all).getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    byte[] withBody(String line, String body, String... headers) {
        return withBody(line, body.getBytes(StandardCharsets.UTF_8), headers);
    }
}
