package io.headgate.api.batches.input;

import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.intake.Arrival;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.intake.RawRequest;
import io.headgate.schemas.intake.Taken;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.HeaderNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line of a batch file by the rules that hold for every request: what passes here is taken in later, under the same
 * catalogue. Thread-safe.
 */
public final class LineReader {
    /** Of a client's name for its line, in characters. */
    static final int MAX_CUSTOM_ID = 512;
    /** What a line may have besides its body. */
    static final int ENVELOPE_BYTES = 64 * 1024;

    /** Of the id that a line gets, and that is not known yet. */
    private static final RequestId ANY_ID = new RequestId("line");

    private final IntakeReader intake;
    private final JsonReader json;
    private final TenantCatalogs catalogs;
    private final InstantSource clock;

    public LineReader(IntakeReader intake, JsonReader json, TenantCatalogs catalogs, InstantSource clock) {
        this.intake = intake;
        this.json = json;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** How many bytes a line of a tenant's file may have. */
    public int longestLine(TenantId tenant) {
        return Math.toIntExact(
                Math.min(Integer.MAX_VALUE - 1L, catalogs.of(tenant).maxBodyBytes(tenant) + (long) ENVELOPE_BYTES));
    }

    /**
     * Reads a line of a tenant's file.
     *
     * @param endpoint that the whole batch is for, as {@code /v1/chat/completions}
     */
    public LineRead read(TenantId tenant, String endpoint, RawLine raw) {
        return switch (raw) {
            case RawLine.TooLong(int number, long bytes) ->
                bad(
                        number,
                        "line_too_long",
                        null,
                        "The line is too long: seen %d bytes, allowed %d.".formatted(bytes, longestLine(tenant)));
            case RawLine.Text(int number, byte[] utf8) ->
                switch (json.read(utf8)) {
                    case JsonDocument.Refused refused ->
                        bad(number, "invalid_json_line", null, told(refused.failure()));
                    case JsonDocument.Parsed document
                    when document.root() instanceof Obj line -> read(tenant, endpoint, number, document, line);
                    case JsonDocument.Parsed document ->
                        bad(
                                number,
                                "invalid_json_line",
                                null,
                                "The line is JSON, but no request: seen %s, allowed an object."
                                        .formatted(JsonValue.kindOf(document.root())));
                };
        };
    }

    private LineRead read(TenantId tenant, String endpoint, int number, JsonDocument.Parsed document, Obj line) {
        JsonValue name = line.get("custom_id");
        if (!(name instanceof Text(String customId)) || customId.isBlank() || customId.length() > MAX_CUSTOM_ID) {
            String seen = name instanceof Text(String text) ? text.length() + " characters" : JsonValue.kindOf(name);
            return bad(
                    number,
                    "invalid_custom_id",
                    "custom_id",
                    "The line needs a name of its own: seen %s, allowed a string of 1 to %d characters."
                            .formatted(seen, MAX_CUSTOM_ID));
        }
        LineError misshapen = LineShape.errorOf(line, endpoint, number);
        if (misshapen != null) {
            return new LineRead.Bad(misshapen, customId);
        }
        if (!(line.get("body") instanceof Obj body)) {
            throw new IllegalStateException("line %d has the shape of a line, and no body".formatted(number));
        }
        Obj context = line.get("headgate") instanceof Obj given ? given : null;
        return taken(
                tenant,
                new BatchLine(
                        number,
                        customId,
                        endpoint,
                        document.verbatim(body),
                        context == null ? null : document.verbatim(context)));
    }

    private LineRead taken(TenantId tenant, BatchLine line) {
        Instant now = clock.instant();
        RawRequest raw = new RawRequest(
                new Arrival.OverHttp(now),
                () -> ANY_ID,
                line.request(ANY_ID),
                Map.of(HeaderNames.TENANT, tenant.value()));
        return switch (intake.read(raw, catalogs, now)) {
            case Taken.Dead dead -> refused(line, dead.failure(), dead.field());
            case Taken.Attributed taken ->
                switch (taken.admission()) {
                    case InvalidRequest invalid -> refused(line, invalid.failure(), taken.field());
                    case InferenceRequest request -> new LineRead.Good(line, request);
                };
        };
    }

    private static LineRead refused(BatchLine line, Failure failure, @Nullable String field) {
        return new LineRead.Bad(
                new LineError(failure.code().wireName(), told(failure), field, line.number()), line.customId());
    }

    private static LineRead bad(int number, String code, @Nullable String param, String message) {
        return new LineRead.Bad(new LineError(code, message, param, number), null);
    }

    private static String told(Failure failure) {
        return failure.message()
                + (failure.seen() == null ? "" : ": seen " + failure.seen())
                + (failure.allowed() == null ? "" : "; allowed " + failure.allowed());
    }
}
