package io.headgate.deploy.standalone;

import io.headgate.api.access.PepperSource;
import io.headgate.api.webhooks.WebhookSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory that a standalone lives in: one that is kept, or a temporary one that goes with it. */
record Home(Path path, boolean kept) implements AutoCloseable {
    /** @param kept null for a temporary directory */
    static Home open(@Nullable Path kept) {
        try {
            return kept == null
                    ? new Home(Files.createTempDirectory("headgate-"), false)
                    : new Home(Files.createDirectories(kept.toAbsolutePath()), true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory to live in: " + kept, e);
        }
    }

    Path servers() {
        return path.resolve("servers");
    }

    Path state() {
        return path.resolve("state");
    }

    /** Settings with the pepper of API keys, as {@link #withSecret} has it. */
    Map<String, String> withPepper(Map<String, String> settings, Map<String, String> environment) {
        return withSecret(
                settings, environment, PepperSource.SETTING, PepperSource.VARIABLE, Connection.pepperIn(path));
    }

    /** Settings with the secret that posts to webhooks are signed by, as {@link #withSecret} has it. */
    Map<String, String> withWebhookSecret(Map<String, String> settings, Map<String, String> environment) {
        return withSecret(
                settings, environment, WebhookSecrets.SETTING, WebhookSecrets.VARIABLE, path.resolve("webhook-secret"));
    }

    /**
     * Settings that name a secret: the ones that are given where they do, or the environment does; otherwise with one of its
     * own, which is made where it is missing, readable by its owner alone.
     */
    private static Map<String, String> withSecret(
            Map<String, String> settings, Map<String, String> environment, String setting, String variable, Path own) {
        if (settings.containsKey(setting) || environment.containsKey(variable)) {
            return settings;
        }
        Path file = own.toAbsolutePath();
        if (!Files.exists(file)) {
            write(file);
        }
        Map<String, String> named = new HashMap<>(settings);
        named.put(setting, "file:" + file);
        return named;
    }

    private static void write(Path file) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(secret));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a secret to " + file, e);
        }
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
