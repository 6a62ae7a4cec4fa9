package io.headgate.api.files;

import io.headgate.schemas.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is written on a file when it is kept.
 *
 * @param filename 1 to 255 characters, no path and no control characters; {@link Filenames} makes one of anything
 * @param expiresAt when it is to be deleted; null leaves that to the installation's retention
 * @param user on whose behalf it was uploaded; null when nobody said
 */
public record FileLabel(
        Purpose purpose,
        String filename,
        @Nullable Instant expiresAt,
        @Nullable UserId user) {
    public static final int MAX_FILENAME = 255;

    public FileLabel {
        if (filename.isEmpty()
                || filename.length() > MAX_FILENAME
                || filename.indexOf('/') >= 0
                || filename.indexOf('\\') >= 0
                || filename.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a filename: seen %d characters, allowed 1 to %d, without path and control"
                            .formatted(filename.length(), MAX_FILENAME));
        }
    }

    public static FileLabel of(Purpose purpose, String filename) {
        return new FileLabel(purpose, filename, null, null);
    }
}
