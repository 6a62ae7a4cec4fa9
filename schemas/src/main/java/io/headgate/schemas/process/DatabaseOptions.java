package io.headgate.schemas.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the books are. The password is never an argument: arguments are seen by every user of a machine. */
public final class DatabaseOptions {
    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            defaultValue = "${env:HEADGATE_JDBC_URL}",
            description = "The Postgres database: jdbc:postgresql://host:port/name (env HEADGATE_JDBC_URL).")
    @Nullable
    String url;

    @Option(
            names = "--jdbc-user",
            paramLabel = "USER",
            defaultValue = "${env:HEADGATE_JDBC_USER:-headgate}",
            description = "Its user (env HEADGATE_JDBC_USER; default: headgate).")
    String user = "headgate";

    @Option(
            names = "--jdbc-password-file",
            paramLabel = "FILE",
            description = "A file with the user's password (or env HEADGATE_JDBC_PASSWORD).")
    @Nullable
    Path passwordFile;

    public boolean given() {
        return url != null;
    }

    /** The database that the options describe, {@code fallback} where they name none. */
    public Database database(@Nullable Database fallback) {
        if (url == null) {
            if (fallback == null) {
                throw new OptionError("--jdbc-url: seen nothing, allowed jdbc:postgresql://host:port/name");
            }
            return fallback;
        }
        return new Database(url, user, password());
    }

    private String password() {
        if (passwordFile == null) {
            String inEnvironment = System.getenv("HEADGATE_JDBC_PASSWORD");
            return inEnvironment == null ? "" : inEnvironment;
        }
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new OptionError("--jdbc-password-file: cannot read %s (%s)".formatted(passwordFile, e.getMessage()));
        }
    }
}
