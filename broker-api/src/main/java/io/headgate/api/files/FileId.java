package io.headgate.api.files;

import io.headgate.api.submit.RequestIds;
import java.time.Instant;
import java.util.regex.Pattern;

/** What a file is called: {@code file-} and 1 to 64 letters or digits. Those made here sort by time. */
public record FileId(String value) implements Comparable<FileId> {
    public static final String ALLOWED = "file- and 1 to 64 letters or digits";

    private static final Pattern FORM = Pattern.compile("file-[A-Za-z0-9]{1,64}");

    /** @throws IllegalArgumentException when it is no such name */
    public FileId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "FileId: seen %d characters, allowed %s".formatted(value.length(), ALLOWED));
        }
    }

    /** A new one: a UUID of version 7 without its dashes. */
    public static FileId next(Instant now) {
        return new FileId("file-" + RequestIds.next(now).value().replace("-", ""));
    }

    @Override
    public int compareTo(FileId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
