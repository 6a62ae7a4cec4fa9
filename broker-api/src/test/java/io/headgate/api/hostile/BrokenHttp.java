package io.headgate.api.hostile;

import static io.headgate.api.hostile.Hostile.CANARY;
import static io.headgate.api.hostile.Hostile.Expected.NOT_A_FAILURE;
import static io.headgate.api.hostile.Hostile.Expected.NO_HTTP;
import static io.headgate.api.hostile.Hostile.Expected.REFUSED;
import static io.headgate.api.hostile.Hostile.Expected.UNFINISHED;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is no HTTP, or two things at once: how requests are smuggled past whoever stands in front. None of these asks for
 * the connection to be closed, so that what is left over would be answered too.
 */
final class BrokenHttp {
    private static final String SMUGGLED = "GET /v1/catalog HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Requests requests;

    BrokenHttp(Requests requests) {
        this.requests = requests;
    }

    Stream<Hostile> cases(List<Target> targets) {
        return Stream.of(
                        framings(targets),
                        chunks(targets),
                        lines(targets),
                        unfinished(targets),
                        Stream.of(Hostile.of(
                                "bytes of TLS",
                                NO_HTTP,
                                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003")),
                        Stream.of(Hostile.of("HTTP/2 preface", NO_HTTP, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")))
                .flatMap(cases -> cases);
    }

    private Stream<Hostile> framings(List<Target> targets) {
        Map<String, String> framings = new TreeMap<>(Map.ofEntries(
                Map.entry("negative length", "Content-Length: -5\r\n\r\n"),
                Map.entry("signed length", "Content-Length: +5\r\n\r\nhello"),
                Map.entry("length in hex", "Content-Length: 0x5\r\n\r\nhello"),
                Map.entry("length with a point", "Content-Length: 5.0\r\n\r\nhello"),
                Map.entry("length of words", "Content-Length: five\r\n\r\nhello"),
                Map.entry("length above a long", "Content-Length: 99999999999999999999999\r\n\r\n"),
                Map.entry("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
                Map.entry("a list of lengths", "Content-Length: 5, 6\r\n\r\nhello!"),
                Map.entry("unknown transfer coding", "Transfer-Encoding: cow\r\n\r\nhello"),
                Map.entry("identity after chunked", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                Map.entry(
                        "length and chunks, a request in the rest",
                        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
                Map.entry(
                        "chunks and length, a request in the rest",
                        "Transfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n0\r\n\r\n" + SMUGGLED),
                Map.entry("space before a colon", "Content-Length : 5\r\n\r\nhello"),
                Map.entry("a tab in a name", "Transfer\tEncoding: chunked\r\n\r\n0\r\n\r\n"),
                Map.entry("a name of nothing", ": chunked\r\n\r\n"),
                Map.entry("a name with NUL", "X\u0000Y: 1\r\n\r\n"),
                Map.entry("a value with NUL", "X-Value: a\u0000b\r\n\r\n"),
                Map.entry("a value with a bare CR", "X-Value: a\rTransfer-Encoding: chunked\r\n\r\n"),
                Map.entry("a header without a colon", "just words\r\n\r\n")));
        return perTarget(targets, framings, NO_HTTP, "");
    }

    private Stream<Hostile> chunks(List<Target> targets) {
        Map<String, String> chunks = new TreeMap<>(Map.of(
                "a size of words", "zz\r\n" + CANARY + "\r\n0\r\n\r\n",
                "a negative size", "-1\r\n" + CANARY + "\r\n0\r\n\r\n",
                "a size above an int", "FFFFFFFF1\r\n" + CANARY + "\r\n0\r\n\r\n",
                "a size above a long", "FFFFFFFFFFFFFFFFFF\r\n" + CANARY + "\r\n0\r\n\r\n",
                "data longer than its size", "2\r\n" + CANARY + "\r\n0\r\n\r\n",
                "an endless extension", "2;" + "x".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n",
                "a size in a line that ends with LF", "2;\n{}\r\n0\r\n\r\n" + SMUGGLED,
                "a size with spaces", "2  \r\n{}\r\n0\r\n\r\n",
                "trailers without end", "0\r\n" + "X-T: 1\r\n".repeat(5_000) + "\r\n"));
        return perTarget(
                targets.stream().filter(Target::takesABody).toList(),
                chunks,
                NO_HTTP,
                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    private Stream<Hostile> lines(List<Target> targets) {
        return targets.stream().flatMap(target -> {
            String path = target.path("nobody-1");
            return Stream.of(
                    line("no version", target.method() + " " + path),
                    line("HTTP/1.1 twice", target.method() + " " + path + " HTTP/1.1 HTTP/1.1"),
                    line("a version of words", target.method() + " " + path + " HTTP/one"),
                    line("no path", target.method() + "  HTTP/1.1"),
                    line("a word for a method", "B@D{} " + path + " HTTP/1.1"),
                    line("a method of 10 kB", "M".repeat(10_000) + " " + path + " HTTP/1.1"),
                    line("a path of 100 kB", target.method() + " " + path + "?" + "x".repeat(100_000) + " HTTP/1.1"),
                    whole("a NUL in the path", target.method() + " " + path + "\u0000 HTTP/1.1"),
                    whole("bytes above ASCII in the path", target.method() + " " + path + "\u00ff\u00fe HTTP/1.1"),
                    whole("an address that cannot be read", target.method() + " http://[::bad" + path + " HTTP/1.1"));
        });
    }

    /** A line that can be read, of an address that cannot: the connection is as good as before. */
    private Hostile whole(String name, String line) {
        return Hostile.of(
                name + ": " + start(line),
                REFUSED,
                line + "\r\nHost: localhost\r\nConnection: close\r\n" + requests.authorization() + "\r\n\r\n");
    }

    private Hostile line(String name, String line) {
        return Hostile.of(name + ": " + start(line), NO_HTTP, line + "\r\nHost: localhost\r\n\r\n");
    }

    private Stream<Hostile> unfinished(List<Target> targets) {
        return targets.stream()
                .limit(4)
                .flatMap(
                        target -> Stream.of(
                                Hostile.of("half a line: " + target, UNFINISHED, target.method() + " /v1"),
                                Hostile.of(
                                        "half a header: " + target,
                                        UNFINISHED,
                                        target.line() + " HTTP/1.1\r\nHost: loc"),
                                Hostile.of(
                                        "half a body: " + target,
                                        target.takesABody() ? UNFINISHED : NOT_A_FAILURE,
                                        target.line()
                                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 50\r\n\r\n{")));
    }

    private Stream<Hostile> perTarget(
            List<Target> targets, Map<String, String> endings, Hostile.Expected expected, String before) {
        return targets.stream()
                .flatMap(target -> endings.entrySet().stream()
                        .map(ending -> Hostile.of(
                                ending.getKey() + ": " + target,
                                expected,
                                target.line()
                                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nHeadgate-Tenant: acme\r\n"
                                        + before + ending.getValue())));
    }

    private static String start(String line) {
        return line.substring(0, Math.min(40, line.length()));
    }
}
