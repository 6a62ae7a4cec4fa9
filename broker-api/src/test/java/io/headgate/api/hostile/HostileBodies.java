package io.headgate.api.hostile;

import static io.headgate.api.hostile.Hostile.CANARY;
import static io.headgate.api.hostile.Hostile.Expected.NOT_A_FAILURE;
import static io.headgate.api.hostile.Hostile.Expected.REFUSED;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is no JSON, no text, no end to it, or of another kind than it says. */
final class HostileBodies {
    private static final String START =
            "{\"model\":\"fast-text\",\"messages\":[{\"role\":\"user\",\"content\":\"" + CANARY;
    private static final String BODY = START + "\"}]}";

    /** No route can make anything of these. */
    private static final Map<String, byte[]> BROKEN = broken();

    private static final List<String> KINDS = List.of(
            "text/plain",
            "text/html",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=" + "b".repeat(5_000),
            "multipart/mixed; boundary=x",
            "application/json; charset=utf-16",
            "application/json; charset=klingon",
            "application/json;;;",
            "application/jsonx",
            "application/x-ndjson",
            "application/octet-stream",
            "image/png",
            "*/*",
            "/",
            "garbage",
            ";",
            "text/plain, application/json");

    private static final List<String> ENCODINGS =
            List.of("gzip", "deflate", "br", "zstd", "snappy", "compress", "gzip, gzip", "x", "identity, gzip");

    private final Requests requests;

    HostileBodies(Requests requests) {
        this.requests = requests;
    }

    Stream<Hostile> cases(List<Target> targets) {
        List<Target> taking = targets.stream().filter(Target::takesABody).toList();
        return Stream.of(broken(taking), kinds(taking), encodings(taking), onReads(targets))
                .flatMap(cases -> cases);
    }

    /** A route that takes no body at all may pass over one; one that has an id refuses that. */
    private Stream<Hostile> broken(List<Target> taking) {
        return taking.stream()
                .flatMap(target -> BROKEN.entrySet().stream()
                        .map(body -> new Hostile(
                                body.getKey() + ": " + target,
                                requests.withBody(
                                        target.line(),
                                        body.getValue(),
                                        requests.authorization(),
                                        "Headgate-Tenant: acme",
                                        "Content-Type: application/json"),
                                REFUSED)));
    }

    private Stream<Hostile> kinds(List<Target> taking) {
        return taking.stream()
                .flatMap(target -> KINDS.stream()
                        .map(kind -> new Hostile(
                                "a body of kind %s: %s"
                                        .formatted(kind.substring(0, Math.min(60, kind.length())), target),
                                requests.withBody(
                                        target.line(),
                                        BODY,
                                        requests.authorization(),
                                        "Headgate-Tenant: acme",
                                        "Content-Type: " + kind),
                                target.refusesWhatIsNot() ? REFUSED : NOT_A_FAILURE)));
    }

    private Stream<Hostile> encodings(List<Target> taking) {
        return taking.stream()
                .flatMap(target -> ENCODINGS.stream()
                        .map(encoding -> new Hostile(
                                "a body encoded with %s: %s".formatted(encoding, target),
                                requests.withBody(
                                        target.line(),
                                        BODY,
                                        requests.authorization(),
                                        "Headgate-Tenant: acme",
                                        "Content-Type: application/json",
                                        "Content-Encoding: " + encoding),
                                REFUSED)));
    }

    private Stream<Hostile> onReads(List<Target> targets) {
        return targets.stream()
                .filter(target -> !target.takesABody())
                .map(target -> new Hostile(
                        "a body nobody asked for: " + target,
                        requests.withBody(
                                target.line(),
                                BODY,
                                requests.authorization(),
                                "Headgate-Tenant: acme",
                                "Content-Type: application/json"),
                        NOT_A_FAILURE));
    }

    private static Map<String, byte[]> broken() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("nothing", "");
        texts.put("blanks", " \t\r\n ");
        texts.put("no JSON", "not json " + CANARY);
        texts.put("half of it", START);
        texts.put("something after it", BODY + " trailing");
        texts.put("two of them", BODY + BODY);
        texts.put("null", "null");
        texts.put("true", "true");
        texts.put("a number", "-1e999");
        texts.put("a string", "\"" + CANARY + "\"");
        texts.put("a list", "[" + BODY + "]");
        texts.put("single quotes", BODY.replace('"', '\''));
        texts.put("comments", "/* hello */" + BODY);
        texts.put("a comma too many", BODY.replace("\"}]}", "\"},]}"));
        texts.put("no quotes", "{model:fast-text}");
        texts.put("NaN", field("NaN"));
        texts.put("Infinity", field("-Infinity"));
        texts.put("octal", field("0777"));
        texts.put("hex", field("0xff"));
        texts.put("plus", field("+1"));
        texts.put("a number of 5,000 digits", field("1".repeat(5_000)));
        texts.put("a NUL as a character", field("\"a\\u0000b\""));
        texts.put("a bare NUL", field("\"a\u0000b\""));
        texts.put("a control character", field("\"a\u0007b\""));
        texts.put("half a surrogate pair", field("\"\\ud800\""));
        texts.put("the other half", field("\"\\udc00x\""));
        texts.put("a bad escape", field("\"\\x41\""));
        texts.put("a key twice", "{\"model\":\"fast-text\"," + BODY.substring(1));
        texts.put("1,000 deep", field("[".repeat(1_000) + "]".repeat(1_000)));
        texts.put("100,000 deep", field("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)));
        texts.put("100,000 deep without end", "[".repeat(100_000));
        texts.put("a byte order mark twice", "\uFEFF\uFEFF" + BODY);
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        texts.forEach((name, text) -> bodies.put(name, text.getBytes(StandardCharsets.UTF_8)));
        bodies.put("UTF-16", BODY.getBytes(StandardCharsets.UTF_16));
        bodies.put("UTF-32", BODY.getBytes(StandardCharsets.UTF_32));
        bodies.put("bytes that are no UTF-8", with(0xff, 0xfe));
        bodies.put("UTF-8 in more bytes than it takes", with(0xc0, 0xaf));
        bodies.put("a surrogate in UTF-8", with(0xed, 0xa0, 0x80));
        bodies.put("a character cut off", with(0xe2, 0x82));
        bodies.put("beyond Unicode", with(0xf4, 0x90, 0x80, 0x80));
        return bodies;
    }

    private static String field(String value) {
        return "{\"x\":" + value + "," + BODY.substring(1);
    }

    private static byte[] with(int... strange) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(START.getBytes(StandardCharsets.UTF_8));
        for (int each : strange) {
            bytes.write(each);
        }
        bytes.writeBytes("\"}]}".getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
