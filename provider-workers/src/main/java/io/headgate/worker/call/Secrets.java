package io.headgate.worker.call;

import io.headgate.schemas.catalog.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads secrets where their references say; a file that has changed is read again. Thread-safe. */
public final class Secrets {
    private final Map<String, String> environment;
    private final Map<Path, FileContent> files = new ConcurrentHashMap<>();

    public Secrets(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The secret; empty when the variable or the file is missing, unreadable or blank. */
    public Optional<ApiKey> read(SecretRef ref) {
        return switch (ref) {
            case SecretRef.Env(String variable) -> key(environment.getOrDefault(variable, ""));
            case SecretRef.File(String path) -> file(Path.of(path));
        };
    }

    private Optional<ApiKey> file(Path path) {
        try {
            FileTime modified = Files.getLastModifiedTime(path);
            FileContent known = files.get(path);
            if (known == null || !known.modified.equals(modified)) {
                known = new FileContent(modified, Files.readString(path));
                files.put(path, known);
            }
            return key(known.text);
        } catch (IOException e) {
            files.remove(path);
            return Optional.empty();
        }
    }

    private static Optional<ApiKey> key(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? Optional.empty() : Optional.of(new ApiKey(stripped));
    }

    private record FileContent(FileTime modified, String text) {
        @Override
        public String toString() {
            return "FileContent[redacted]";
        }
    }
}
