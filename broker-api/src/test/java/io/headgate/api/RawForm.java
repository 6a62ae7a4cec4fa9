package io.headgate.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** Forms as bytes, and a connection that can be cut in the middle of one. */
final class RawForm {
    static final String BOUNDARY = "b0und";

    private RawForm() {}

    static String field(String name, String value) {
        return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(BOUNDARY, name, value);
    }

    static String file(String filename, String content) {
        return fileHead("file", filename) + content + "\r\n";
    }

    static String fileHead(String name, String filename) {
        return ("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .formatted(BOUNDARY, name, filename);
    }

    static String end() {
        return "--%s--\r\n".formatted(BOUNDARY);
    }

    static HttpRequest.Builder post(URI base, String tenant, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(base.resolve("/v1/files"))
                .header("content-type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("headgate-tenant", tenant)
                .POST(body);
    }

    /** Sends the head of a request and some of its body, and goes away without a word. */
    static void sendAndCut(URI base, String tenant, long announced, byte[] body) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head(base, tenant, announced).getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            socket.setSoLinger(true, 0);
        }
    }

    /** The first line of the answer to a head alone. */
    static String statusOf(URI base, String tenant, long announced) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head(base, tenant, announced).getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return String.valueOf(answer.readLine());
        }
    }

    private static String head(URI base, String tenant, long announced) {
        return ("POST /v1/files HTTP/1.1\r\nhost: %s\r\nheadgate-tenant: %s\r\ncontent-length: %d\r\n"
                        + "content-type: multipart/form-data; boundary=%s\r\n\r\n")
                .formatted(base.getAuthority(), tenant, announced, BOUNDARY);
    }
}
