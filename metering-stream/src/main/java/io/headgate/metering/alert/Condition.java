package io.headgate.metering.alert;

import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may hold or not: one rule, one scope, one threshold. It is raised once for each window it holds in.
 *
 * @param rule its name in the catalogue; null where no rule is needed
 * @param subject what else tells it apart, for example {@code cost per month in USD}; empty when nothing does
 * @param threshold without trailing zeros; null where there is none
 */
public record Condition(
        @Nullable String rule,
        Alert.Kind kind,
        Alert.Scope scope,
        String subject,
        @Nullable BigDecimal threshold) {
    private static final int ID_CHARS = 32;

    public Condition {
        threshold = threshold == null ? null : threshold.stripTrailingZeros();
    }

    /** The id of its alert in a window: the same for ever, 1 to 128 ASCII characters. */
    public String id(Alert.Window window) {
        String all = Stream.of(
                        scope.tenant(),
                        scope.project(),
                        scope.alias(),
                        scope.provider(),
                        scope.model(),
                        subject,
                        threshold == null ? null : threshold.toPlainString(),
                        window.start(),
                        window.end())
                .map(part -> part == null ? "-" : part.toString().length() + ":" + part)
                .collect(Collectors.joining(","));
        return "%s/%s/%s".formatted(kind.wireName(), rule == null ? "" : rule, sha256(all));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
