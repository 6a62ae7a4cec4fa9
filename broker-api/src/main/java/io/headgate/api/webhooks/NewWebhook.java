package io.headgate.api.webhooks;

import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A webhook that somebody wants, read from JSON. */
sealed interface NewWebhook {
    /** It can be made. */
    record Wanted(String name, URI url, Set<EndEvent> events, boolean onlyNamed) implements NewWebhook {}

    /** @param field at fault */
    record Refused(Failure failure, String field) implements NewWebhook {}

    Set<String> FIELDS = Set.of("name", "url", "events", "only_named");

    Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /** Any bytes are an answer; no error repeats an address, which may hold a key. */
    static NewWebhook read(byte[] body, JsonReader json, boolean allowPrivate) {
        return switch (json.read(body)) {
            case JsonDocument.Refused refused -> new Refused(refused.failure(), "body");
            case JsonDocument.Parsed parsed
            when parsed.root() instanceof JsonValue.Obj wanted -> of(wanted, allowPrivate);
            case JsonDocument.Parsed parsed ->
                refused("body", JsonValue.kindOf(parsed.root()), "an object with name and url");
        };
    }

    private static NewWebhook of(JsonValue.Obj wanted, boolean allowPrivate) {
        for (String field : wanted.members().keySet()) {
            if (!FIELDS.contains(field)) {
                return refused("body", "an unknown field", String.join(", ", new TreeSet<>(FIELDS)));
            }
        }
        if (!(wanted.get("name") instanceof JsonValue.Text(String name))
                || !NAME.matcher(name).matches()) {
            return refused("name", JsonValue.kindOf(wanted.get("name")), "text such as crm: " + NAME.pattern());
        }
        Optional<URI> url = wanted.get("url") instanceof JsonValue.Text(String text)
                ? WebhookAddress.parse(text, allowPrivate)
                : Optional.empty();
        if (url.isEmpty()) {
            return refused("url", JsonValue.kindOf(wanted.get("url")), WebhookAddress.allowed(allowPrivate));
        }
        Optional<Set<EndEvent>> events = events(wanted.get("events"));
        if (events.isEmpty()) {
            return refused(
                    "events",
                    JsonValue.kindOf(wanted.get("events")),
                    Arrays.stream(EndEvent.values()).map(EndEvent::wireName).collect(Collectors.joining(", ")));
        }
        return switch (wanted.get("only_named")) {
            case null -> new Wanted(name, url.get(), events.get(), false);
            case JsonValue.Bool(boolean onlyNamed) -> new Wanted(name, url.get(), events.get(), onlyNamed);
            case JsonValue other -> refused("only_named", JsonValue.kindOf(other), "true or false");
        };
    }

    /** Those that are named, all where none are; empty where one is not known. */
    private static Optional<Set<EndEvent>> events(@Nullable JsonValue named) {
        return switch (named) {
            case null -> Optional.of(EnumSet.allOf(EndEvent.class));
            case JsonValue.Arr(var items)
            when !items.isEmpty() -> {
                Set<EndEvent> events = EnumSet.noneOf(EndEvent.class);
                for (JsonValue item : items) {
                    Optional<EndEvent> event =
                            item instanceof JsonValue.Text(String text) ? EndEvent.ofWireName(text) : Optional.empty();
                    if (event.isEmpty()) {
                        yield Optional.empty();
                    }
                    events.add(event.get());
                }
                yield Optional.of(events);
            }
            case JsonValue _ -> Optional.empty();
        };
    }

    private static Refused refused(String field, String seen, String allowed) {
        return new Refused(
                new Failure(FailureCode.INVALID_FIELD, "The webhook cannot be read: " + field + ".", seen, allowed),
                field);
    }
}
