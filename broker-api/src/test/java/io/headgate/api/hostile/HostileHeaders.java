package io.headgate.api.hostile;

import static io.headgate.api.hostile.Hostile.CANARY;
import static io.headgate.api.hostile.Hostile.Expected.NOT_A_FAILURE;
import static io.headgate.api.hostile.Hostile.Expected.NO_HTTP;
import static io.headgate.api.hostile.Hostile.Expected.REFUSED;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Headers that are too many, too long, twice there or lies; keys of all kinds but the right one. */
final class HostileHeaders {
    /** Refused wherever a key is asked for; passed over where none is. Never shown. */
    private static final List<String> KEYS = List.of(
            "Authorization: " + CANARY,
            "Authorization:",
            "Authorization: Bearer",
            "Authorization: Bearer  ",
            "Authorization: Bearer " + CANARY,
            "Authorization: bearer " + CANARY,
            "Authorization: Bearer hg-" + CANARY,
            "Authorization: Bearer " + CANARY + " " + CANARY,
            "Authorization: Bearer " + CANARY + "x".repeat(6_000),
            "Authorization: Bearer \u00fc\u00ff" + CANARY,
            "Authorization: Basic YWRtaW46" + CANARY,
            "Authorization: Digest username=\"" + CANARY + "\"",
            "Authorization: Negotiate " + CANARY,
            "Authorization: Bearer a\r\nAuthorization: Bearer " + CANARY,
            "Proxy-Authorization: Bearer " + CANARY,
            "Api-Key: " + CANARY,
            "Cookie: session=" + CANARY,
            "X-Forwarded-For: 127.0.0.1",
            "X-Original-URL: /v1/catalog",
            "X-HTTP-Method-Override: DELETE",
            "X-Request-Id: " + "i".repeat(5_000),
            "X-Request-Id: a\u00fcb",
            "Host: evil.example",
            "Expect: 200-maybe",
            "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
            "Upgrade: websocket\r\nSec-WebSocket-Key: x",
            "Range: bytes=0-99999999999",
            "Accept: application/x-nothing",
            "Accept: ;;;/",
            "Accept-Encoding: gzip;q=nan",
            "Accept-Charset: klingon",
            "If-None-Match: " + "\"e\",".repeat(500),
            "Origin: null",
            "Origin: https://evil.example\r\nAccess-Control-Request-Method: DELETE",
            "X-Long: " + "v".repeat(7_000),
            "Traceparent: 00-zz-zz-zz",
            "Tracestate: " + "a=b,".repeat(1_000));

    /** What means something here, and says nothing that can be meant. */
    private static final List<String> OURS = List.of(
            "Headgate-Tenant: acme\r\nHeadgate-Tenant: globex",
            "Headgate-Tenant: ../globex",
            "Headgate-Tenant: \u00ff\u00fe",
            "Headgate-Tenant: " + "t".repeat(1_000),
            "Headgate-Tenant: acme\r\nHeadgate-Id: " + "x".repeat(300),
            "Headgate-Tenant: acme\r\nHeadgate-Priority: now",
            "Headgate-Tenant: acme\r\nHeadgate-Deadline: yesterday",
            "Headgate-Tenant: acme\r\nHeadgate-Budget: all",
            "Headgate-Tenant: acme\r\nHeadgate-Budget: -1 USD",
            "Headgate-Tenant: acme\r\nHeadgate-Budget: 1e999999999 USD",
            "Headgate-Tenant: acme\r\nHeadgate-Max-Latency-Ms: -1",
            "Headgate-Tenant: acme\r\nHeadgate-Max-Latency-Ms: 99999999999999999999",
            "Headgate-Tenant: acme\r\nHeadgate-Tag-X: \u00c0\u00af",
            "Headgate-Tenant: acme\r\nHeadgate-User: a b",
            "Headgate-Tenant: nobody-known");

    private final Requests requests;

    HostileHeaders(Requests requests) {
        this.requests = requests;
    }

    Stream<Hostile> cases(List<Target> targets) {
        return Stream.of(
                        targets.stream().flatMap(target -> KEYS.stream().map(key -> named(target, key, NOT_A_FAILURE))),
                        targets.stream()
                                .filter(target -> target.takesABody() || target.refusesWhatIsNot())
                                .flatMap(target -> OURS.stream()
                                        .map(ours -> named(target, requests.authorization() + "\r\n" + ours, REFUSED))),
                        targets.stream().flatMap(this::tooMuch))
                .flatMap(cases -> cases);
    }

    private Hostile named(Target target, String headers, Hostile.Expected expected) {
        return new Hostile(
                "%s: %s".formatted(shown(headers), target),
                target.takesABody()
                        ? requests.withBody(target.line(), "[]", "Content-Type: application/json", headers)
                        : requests.head(target.line(), headers).getBytes(StandardCharsets.ISO_8859_1),
                expected);
    }

    /** Without the key that lets in. */
    private String shown(String headers) {
        String shown = headers.replace(requests.authorization() + "\r\n", "");
        return shown.substring(0, Math.min(70, shown.length()));
    }

    private Stream<Hostile> tooMuch(Target target) {
        return Stream.of(
                Hostile.of(
                        "a key of 10 kB: " + target,
                        NO_HTTP,
                        requests.head(target.line(), "Authorization: Bearer " + CANARY + "k".repeat(10_000))),
                Hostile.of(
                        "a header of 1 MB: " + target,
                        NO_HTTP,
                        requests.head(target.line(), "X: " + "v".repeat(1_000_000))),
                Hostile.of(
                        "10,000 headers: " + target,
                        NO_HTTP,
                        requests.head(target.line(), "X-N: 1\r\n".repeat(10_000) + "X-M: 1")),
                Hostile.of(
                        "a name of 10 kB: " + target,
                        NO_HTTP,
                        requests.head(target.line(), "n".repeat(10_000) + ": 1")));
    }
}
