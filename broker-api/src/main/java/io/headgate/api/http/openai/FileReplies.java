package io.headgate.api.http.openai;

import io.headgate.api.files.FileId;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.util.Optional;

/** What is answered where there is no file to speak of. */
final class FileReplies {
    private FileReplies() {}

    /** Empty for what cannot be a file's id, another address in disguise among it. */
    static Optional<FileId> id(String given) {
        try {
            return Optional.of(new FileId(given));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    static HttpResponse<?> notAnId() {
        return Replies.refused(
                new Failure(FailureCode.INVALID_FIELD, "The file's id is none.", null, FileId.ALLOWED), "file_id");
    }

    /** Another tenant's file is answered with the same. */
    static HttpResponse<?> notFound(FileId id) {
        return Replies.error(
                HttpStatus.NOT_FOUND,
                ApiError.invalid("not_found", "The tenant has no such file.", "file_id", id.value(), null));
    }

    static HttpResponse<?> noTenant() {
        return Replies.refused(
                new Failure(FailureCode.MISSING_TENANT, "Whose files they are must be said.", null, "one tenant"),
                HeaderNames.TENANT);
    }
}
