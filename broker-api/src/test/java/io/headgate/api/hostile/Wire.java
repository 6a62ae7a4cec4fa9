package io.headgate.api.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes as they are, and reads until the server closes or has said nothing for a while. */
final class Wire {
    private static final int PATIENCE_MS = 10_000;
    /** Long enough for a server that would answer what is not whole. */
    private static final int UNFINISHED_MS = 500;

    private final InetSocketAddress address;

    Wire(URI base) {
        this.address = new InetSocketAddress(base.getHost(), base.getPort());
    }

    /**
     * What came back.
     *
     * @param open whether the server had not closed the connection when patience ended
     */
    record Reply(String text, boolean open) {
        private static final Pattern EACH = Pattern.compile("(?m)^HTTP/1\\.[01] \\d{3}");
        private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] (\\d{3})");

        /** Whether the server neither answered nor closed. */
        boolean hung() {
            return open && text.isEmpty();
        }

        /** How many answers there are. */
        long answers() {
            return EACH.matcher(text).results().count();
        }

        /** 0 where there is none. */
        int status() {
            Matcher first = STATUS.matcher(text);
            return first.find() ? Integer.parseInt(first.group(1)) : 0;
        }

        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }

        String head() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? text : text.substring(0, end);
        }
    }

    Reply send(Hostile request) throws IOException {
        boolean unfinished = request.expected() == Hostile.Expected.UNFINISHED;
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        boolean open = false;
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MS);
            socket.setSoTimeout(unfinished ? UNFINISHED_MS : PATIENCE_MS);
            write(socket, request.bytes());
            InputStream in = socket.getInputStream();
            byte[] some = new byte[8_192];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                read.write(some, 0, count);
            }
        } catch (SocketTimeoutException e) {
            open = true;
        } catch (IOException closedOnUs) {
            // A server that has had enough resets the connection; what it said before counts.
        }
        return new Reply(read.toString(StandardCharsets.UTF_8), open);
    }

    /** Whoever is refused early may find the connection closed while it still writes. */
    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException closedOnUs) {
            // Its answer may be there all the same.
        }
    }
}
