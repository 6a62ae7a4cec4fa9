package io.headgate.api.files;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A form with a file in it, as its parts come: the file's content before or after the fields that say what it is. The first
 * thing that is wrong stands, and what comes after it is passed over. One thread at a time.
 *
 * <p>It blocks, and throws {@link StoreUnavailableException} when the store does not answer.
 */
public final class Upload implements AutoCloseable {
    private static final String FILE = "file";

    private final FileStore store;
    private final TenantId tenant;
    private final @Nullable UserId user;
    private final UploadLimits limits;
    private final InstantSource clock;
    private final UploadFields fields = new UploadFields();
    private @Nullable FileDraft draft;
    private String filename = "";
    private Uploaded.@Nullable Refused refused;

    /** @param user on whose behalf; null when nobody said */
    public Upload(FileStore store, TenantId tenant, @Nullable UserId user, UploadLimits limits, InstantSource clock) {
        this.store = store;
        this.tenant = tenant;
        this.user = user;
        this.limits = limits;
        this.clock = clock;
    }

    public void field(String name, String value) {
        if (refused == null) {
            refused = fields.add(name, value);
        }
    }

    public void fileBegins(String name, String givenName) {
        if (refused != null) {
            return;
        }
        if (!name.equals(FILE)) {
            refused = invalid(UploadFields.shown(name), "The form has a file that nothing is known of.", null, FILE);
        } else if (draft != null) {
            refused = invalid(FILE, "The form has more than one file.", "2 files", "one file");
        } else {
            long held = store.bytesOf(tenant);
            if (held >= limits.maxTenantBytes()) {
                refused = tenantIsFull(held);
                return;
            }
            filename = Filenames.harmless(givenName);
            draft = store.begin(tenant);
        }
    }

    /** More of the file that has begun. */
    public void content(byte[] bytes, int offset, int length) {
        if (refused != null || draft == null) {
            return;
        }
        if (draft.bytes() + length > limits.maxFileBytes()) {
            refused = new Uploaded.Refused(
                    new Failure(
                            FailureCode.BODY_TOO_LARGE,
                            "The file is too large.",
                            "more than %d bytes".formatted(limits.maxFileBytes()),
                            "at most %d bytes".formatted(limits.maxFileBytes())),
                    FILE);
            draft.close();
            return;
        }
        draft.write(bytes, offset, length);
    }

    /** The form is whole. */
    public Uploaded finish() {
        if (refused != null) {
            return refused;
        }
        if (draft == null) {
            return invalid(FILE, "The form has no file.", null, "one part named file, with a filename");
        }
        if (draft.bytes() == 0) {
            return invalid(FILE, "The file is empty.", "0 bytes", "1 to %d bytes".formatted(limits.maxFileBytes()));
        }
        Instant now = clock.instant();
        return switch (fields.read(now)) {
            case UploadFields.Read.Wrong(Uploaded.Refused wrong) -> wrong;
            case UploadFields.Read.Right(Purpose purpose, Instant expiresAt) -> {
                long held = store.bytesOf(tenant);
                yield held > limits.maxTenantBytes()
                        ? tenantIsFull(held)
                        : new Uploaded.Kept(draft.keep(new FileLabel(purpose, filename, expiresAt, user)));
            }
        };
    }

    /** Drops the file, unless it was kept. */
    @Override
    public void close() {
        if (draft != null) {
            draft.close();
        }
    }

    private Uploaded.Refused tenantIsFull(long held) {
        return new Uploaded.Refused(
                new Failure(
                        FailureCode.BODY_TOO_LARGE,
                        "The tenant's files take all the room that they may: delete some of them.",
                        held + " bytes",
                        "at most %d bytes".formatted(limits.maxTenantBytes())),
                FILE);
    }

    private static Uploaded.Refused invalid(String param, String message, @Nullable String seen, String allowed) {
        return new Uploaded.Refused(new Failure(FailureCode.INVALID_FIELD, message, seen, allowed), param);
    }
}
