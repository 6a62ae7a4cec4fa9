package io.headgate.schemas.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves to a webhook that a post is ours, and when it was made: {@code t=<unix seconds>,v1=<hex>}, the latter
 * HMAC-SHA256 over {@code <t>.<body>}. While a secret is being replaced there is a {@code v1} for each.
 */
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** @param secret 1 character or more, taken as UTF-8 */
    public static String of(String secret, Instant at, byte[] body) {
        return of(List.of(secret), at, body);
    }

    /** @param secrets the one that holds first, then those that held before it and still do */
    public static String of(List<String> secrets, Instant at, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(body);
        byte[] bytes = signed.toByteArray();
        return secrets.stream()
                .map(secret -> ",v1=" + HexFormat.of().formatHex(mac(secret, bytes)))
                .collect(Collectors.joining("", "t=" + at.getEpochSecond(), ""));
    }

    private static byte[] mac(String secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(bytes);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
