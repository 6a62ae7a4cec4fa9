package io.headgate.api.files;

import io.headgate.schemas.message.Failure;
import org.jspecify.annotations.Nullable;

/** What became of an upload. */
public sealed interface Uploaded {
    record Kept(StoredFile file) implements Uploaded {}

    /**
     * Nothing was kept.
     *
     * @param param the form's field at fault; null when it is none in particular
     */
    record Refused(Failure failure, @Nullable String param) implements Uploaded {}
}
