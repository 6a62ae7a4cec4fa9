package io.headgate.api.http.openai;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Upload;
import io.headgate.api.files.UploadLimits;
import io.headgate.api.files.Uploaded;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.api.http.multipart.FormParts;
import io.headgate.api.http.multipart.FormReader;
import io.headgate.api.http.multipart.MalformedFormException;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/files}: takes a file in as it comes, holding a piece of it at a time. */
@Controller("/v1/files")
public class FileUploadController {
    private final FileStore store;
    private final UploadLimits limits;

    public FileUploadController(FileStore store, UploadLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    @Post
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    @Needs(Scope.SUBMIT)
    public HttpResponse<?> upload(Caller caller, HttpHeaders headers, @Body @Nullable InputStream body) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type == null || !FormReader.reads(type) || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            drain(body);
            return Replies.error(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    ApiError.invalid(
                            "unsupported_media_type",
                            "A file comes in a form, not compressed.",
                            "content-type",
                            type == null ? null : type.substring(0, Math.min(100, type.length())),
                            "multipart/form-data with a boundary"));
        }
        if (caller.tenant().isEmpty()) {
            drain(body);
            return FileReplies.noTenant();
        }
        UserId user;
        try {
            user = headers.findFirst(HeaderNames.USER).map(UserId::new).orElse(null);
        } catch (IllegalArgumentException e) {
            drain(body);
            return Replies.refused(
                    Failure.of(FailureCode.INVALID_FIELD, String.valueOf(e.getMessage())), HeaderNames.USER);
        }
        return upload(caller.tenant().get(), user, FormReader.of(type), body);
    }

    private HttpResponse<?> upload(
            TenantId tenant, @Nullable UserId user, FormReader form, @Nullable InputStream body) {
        try (Upload upload = new Upload(store, tenant, user, limits, Clock.systemUTC())) {
            form.read(body == null ? InputStream.nullInputStream() : body, parts(upload));
            Uploaded uploaded = upload.finish();
            drain(body);
            return switch (uploaded) {
                case Uploaded.Kept(var file) -> HttpResponse.ok(FileReply.of(file));
                case Uploaded.Refused(Failure failure, String param) -> Replies.refused(failure, param);
            };
        } catch (MalformedFormException e) {
            drain(body);
            return Replies.error(
                    HttpStatus.BAD_REQUEST,
                    ApiError.invalid("malformed_form", String.valueOf(e.getMessage()), null, null, null));
        } catch (IOException e) {
            if (isTooLong(e.getCause())) {
                return Replies.error(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                        ApiError.invalid(
                                "body_too_large",
                                "The body is larger than the server reads.",
                                "file",
                                null,
                                "a file of at most %d bytes".formatted(limits.maxFileBytes())));
            }
            return Replies.error(
                    HttpStatus.BAD_REQUEST,
                    ApiError.invalid("incomplete_body", "The body ended early; nothing was kept.", null, null, null));
        }
    }

    private static boolean isTooLong(@Nullable Throwable cause) {
        return cause instanceof ContentLengthExceededException || cause instanceof BufferLengthExceededException;
    }

    /** Most clients send all of a form before they read the answer: who leaves it unread makes both wait for each other. */
    private static void drain(@Nullable InputStream body) {
        try {
            if (body != null) {
                body.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException goneOrTooLong) {
            // What is answered stands, whether or not somebody is left to read it.
        }
    }

    private static FormParts parts(Upload upload) {
        return new FormParts() {
            @Override
            public void field(String name, String value) {
                upload.field(name, value);
            }

            @Override
            public void fileBegins(String name, String filename) {
                upload.fileBegins(name, filename);
            }

            @Override
            public void content(byte[] bytes, int offset, int length) {
                upload.content(bytes, offset, length);
            }
        };
    }
}
