package io.headgate.api.access;

import io.headgate.schemas.id.Nearest;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from JSON what somebody wants of keys. Any bytes have an answer. Thread-safe. */
public final class WishReader {
    private static final Set<String> OF_KEY = Set.of("label", "role", "scopes", "tenant", "project", "expires_at");
    private static final Set<String> OF_ROTATION = Set.of("old_expires_at", "expires_at");

    private final JsonReader json;
    private final InstantSource clock;

    public WishReader(JsonReader json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    /** What was read. */
    public sealed interface Wish<T> {
        record Readable<T>(T value) implements Wish<T> {}

        /** @param field at fault */
        record Unreadable<T>(Failure failure, String field) implements Wish<T> {}
    }

    /**
     * When the old key expires, and when the new one does.
     *
     * @param expiresAt empty for never
     */
    public record Rotation(Instant oldExpiresAt, Optional<Instant> expiresAt) {}

    /** @param forWhom the tenant where the body names none; empty for the whole installation */
    public Wish<KeyWish> key(byte[] body, Optional<TenantId> forWhom) {
        try {
            JsonValue.Obj wish = object(body, OF_KEY);
            Optional<TenantId> tenant = text(wish, "tenant").map(WishReader::tenant);
            if (tenant.isPresent() && forWhom.isPresent() && !tenant.equals(forWhom)) {
                throw new Fault("tenant", tenant.get() + " in the body, " + forWhom.get() + " beside it", "one tenant");
            }
            return new Wish.Readable<>(new KeyWish(
                    text(wish, "label").orElseThrow(() -> new Fault("label", "nothing", "1 to 100 characters")),
                    role(text(wish, "role").orElse("nothing")),
                    scopes(wish),
                    tenant.or(() -> forWhom),
                    text(wish, "project"),
                    moment(wish, "expires_at")));
        } catch (Fault fault) {
            return new Wish.Unreadable<>(fault.failure, fault.field);
        }
    }

    /** An empty body lets the old key end at once. */
    public Wish<Rotation> rotation(byte[] body) {
        try {
            if (body.length == 0) {
                return new Wish.Readable<>(new Rotation(clock.instant(), Optional.empty()));
            }
            JsonValue.Obj wish = object(body, OF_ROTATION);
            Instant old = moment(wish, "old_expires_at").orElseGet(clock::instant);
            return new Wish.Readable<>(new Rotation(old, moment(wish, "expires_at")));
        } catch (Fault fault) {
            return new Wish.Unreadable<>(fault.failure, fault.field);
        }
    }

    private JsonValue.Obj object(byte[] body, Set<String> known) {
        JsonDocument document = json.read(body);
        if (document instanceof JsonDocument.Refused(Failure failure)) {
            throw new Fault(failure, "body");
        }
        JsonValue root = ((JsonDocument.Parsed) document).root();
        if (!(root instanceof JsonValue.Obj wish)) {
            throw new Fault("body", JsonValue.kindOf(root), "an object");
        }
        for (String name : wish.members().keySet()) {
            if (!known.contains(name)) {
                throw new Fault("body", "an unknown field", Nearest.allowed(name, known));
            }
        }
        return wish;
    }

    private static Optional<String> text(JsonValue.Obj wish, String field) {
        return switch (wish.get(field)) {
            case null -> Optional.empty();
            case JsonValue.Text(String text) -> Optional.of(text);
            case JsonValue other -> throw new Fault(field, JsonValue.kindOf(other), "a string");
        };
    }

    private Optional<Instant> moment(JsonValue.Obj wish, String field) {
        return text(wish, field)
                .map(text -> Expiry.parse(text, clock.instant())
                        .orElseThrow(() -> new Fault(field, "something else", Expiry.ALLOWED)));
    }

    private static TenantId tenant(String name) {
        try {
            return new TenantId(name);
        } catch (IllegalArgumentException notATenant) {
            throw new Fault("tenant", "something else", "1 to 128 characters of [A-Za-z0-9._-]");
        }
    }

    private static KeyRole role(String name) {
        List<String> allowed =
                Arrays.stream(KeyRole.values()).map(KeyRole::wireName).toList();
        return KeyRole.named(name).orElseThrow(() -> new Fault("role", shown(name), String.join(", ", allowed)));
    }

    private static Optional<Set<Scope>> scopes(JsonValue.Obj wish) {
        return switch (wish.get("scopes")) {
            case null -> Optional.empty();
            case JsonValue.Arr(List<JsonValue> items) -> {
                Set<Scope> scopes = EnumSet.noneOf(Scope.class);
                items.forEach(item -> scopes.add(scope(item)));
                yield Optional.of(scopes);
            }
            case JsonValue other -> throw new Fault("scopes", JsonValue.kindOf(other), "a list of scopes");
        };
    }

    private static Scope scope(JsonValue item) {
        String name = item instanceof JsonValue.Text(String text) ? text : JsonValue.kindOf(item);
        List<String> allowed =
                Arrays.stream(Scope.values()).map(Scope::wireName).toList();
        return Scope.named(name).orElseThrow(() -> new Fault("scopes", shown(name), String.join(", ", allowed)));
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40);
    }

    /** Ends the reading at the first thing that is wrong; never leaves this class. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;
        private final String field;

        Fault(String field, String seen, String allowed) {
            this(
                    new Failure(FailureCode.INVALID_FIELD, "The body cannot be read: " + field + ".", seen, allowed),
                    field);
        }

        Fault(Failure failure, String field) {
            super(null, null, false, false);
            this.failure = failure;
            this.field = field;
        }
    }
}
