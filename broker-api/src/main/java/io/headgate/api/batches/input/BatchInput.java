package io.headgate.api.batches.input;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks a whole file of requests before any of it is sent. Of the file it holds a line and a hash of each name. Thread-safe. */
public final class BatchInput {
    public static final int MAX_LINES = 50_000;
    /** After as many no more is read: who has so many mistakes has made one of them again and again. */
    static final int MAX_ERRORS = 100;

    private final LineReader reader;
    private final int maxLines;

    public BatchInput(LineReader reader) {
        this(reader, MAX_LINES);
    }

    BatchInput(LineReader reader, int maxLines) {
        this.reader = reader;
        this.maxLines = maxLines;
    }

    /**
     * Reads a tenant's file to its end, or to where enough is known. Does not close it.
     *
     * @param endpoint that the batch is for: the {@code url} of every line
     * @throws IOException the stream's own
     */
    public BatchCheck check(TenantId tenant, String endpoint, InputStream content) throws IOException {
        RawLines raw = new RawLines(content, reader.longestLine(tenant));
        CustomIds names = new CustomIds();
        List<LineError> errors = new ArrayList<>();
        Map<Alias, Integer> aliases = new HashMap<>();
        int lines = 0;
        for (RawLine next = raw.next(); next != null; next = raw.next()) {
            if (++lines > maxLines) {
                errors.add(new LineError(
                        "too_many_lines",
                        "The file has too many lines: allowed %d.".formatted(maxLines),
                        null,
                        next.number()));
                return new BatchCheck.Invalid(errors, false);
            }
            switch (reader.read(tenant, endpoint, next)) {
                case LineRead.Bad(LineError error, String customId) -> {
                    errors.add(error);
                    if (customId != null) {
                        names.firstWith(customId, next.number());
                    }
                }
                case LineRead.Good(BatchLine line, var request) -> {
                    int first = names.firstWith(line.customId(), line.number());
                    if (first != line.number()) {
                        errors.add(duplicate(line, first));
                    }
                    aliases.merge(request.alias(), 1, Integer::sum);
                }
            }
            if (errors.size() == MAX_ERRORS) {
                return new BatchCheck.Invalid(errors, false);
            }
        }
        if (lines == 0) {
            errors.add(new LineError(
                    "empty_file",
                    "The file holds no request: seen 0 lines, allowed 1 to %d.".formatted(maxLines),
                    null,
                    null));
        }
        return errors.isEmpty() ? new BatchCheck.Valid(lines, aliases) : new BatchCheck.Invalid(errors, true);
    }

    private static LineError duplicate(BatchLine line, int first) {
        return new LineError(
                "duplicate_custom_id",
                "Two lines have the same name: seen on line %d too, allowed once in a file.".formatted(first),
                "custom_id",
                line.number());
    }
}
