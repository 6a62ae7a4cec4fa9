package io.headgate.schemas.webhook;

import io.headgate.schemas.catalog.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads what posts are signed with, anew for each: posts are few, and a secret that was changed holds at once. */
public final class SigningSecrets {
    private final Map<String, String> environment;

    public SigningSecrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The secret; empty when the variable or the file is missing, unreadable or blank. */
    public Optional<String> read(SecretRef ref) {
        return Optional.of(text(ref).strip()).filter(text -> !text.isEmpty());
    }

    private String text(SecretRef ref) {
        return switch (ref) {
            case SecretRef.Env(String variable) -> environment.getOrDefault(variable, "");
            case SecretRef.File(String path) -> file(Path.of(path));
        };
    }

    private static String file(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException missing) {
            return "";
        }
    }
}
