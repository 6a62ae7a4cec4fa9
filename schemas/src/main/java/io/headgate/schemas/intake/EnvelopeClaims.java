package io.headgate.schemas.intake;

import io.headgate.schemas.id.Nearest;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Num;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of an envelope's {@code headgate} object. Keys it does not know are refused, naming the nearest. */
final class EnvelopeClaims {
    private static final Set<String> KEYS = Set.of(
            "tenant",
            "id",
            "correlation_id",
            "user_id",
            "idempotency_key",
            "task_id",
            "task_type",
            "locale",
            "priority",
            "deadline",
            "max_latency_ms",
            "budget",
            "batch",
            "batch_size",
            "tags");
    private static final Set<String> BUDGET_KEYS = Set.of("amount", "currency");

    private final Obj context;
    private final Problems problems;

    private EnvelopeClaims(Obj context, Problems problems) {
        this.context = context;
        this.problems = problems;
    }

    /** Whatever can be read, so that even a faulty envelope is attributed; faults are added to {@code problems}. */
    static Claims of(Obj context, Problems problems) {
        refuseUnknown(context, KEYS, "headgate", problems);
        EnvelopeClaims envelope = new EnvelopeClaims(context, problems);
        return new Claims(
                envelope.text("tenant"),
                envelope.text("id"),
                envelope.text("correlation_id"),
                envelope.text("user_id"),
                envelope.text("idempotency_key"),
                envelope.text("task_id"),
                envelope.text("task_type"),
                envelope.text("locale"),
                envelope.text("priority"),
                envelope.text("deadline"),
                envelope.number("max_latency_ms"),
                envelope.budget(),
                envelope.text("batch"),
                envelope.number("batch_size"),
                envelope.tags());
    }

    /** Refuses keys of {@code object} that are not {@code known}. */
    static void refuseUnknown(Obj object, Set<String> known, String path, Problems problems) {
        for (String key : object.members().keySet()) {
            if (!known.contains(key)) {
                String hint = Nearest.to(key, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("");
                problems.add(
                        Problems.shown(key),
                        new Failure(
                                FailureCode.INVALID_FIELD,
                                "%s has no key '%s'%s".formatted(path, Problems.shown(key), hint),
                                Problems.shown(key),
                                String.join(", ", known.stream().sorted().toList())));
            }
        }
    }

    private @Nullable String text(String key) {
        return text(context, key, "headgate." + key);
    }

    private @Nullable String text(Obj object, String key, String path) {
        return switch (object.get(key)) {
            case null -> null;
            case Text text -> text.value();
            case JsonValue other -> refuse(path, other, "a string");
        };
    }

    private @Nullable String number(String key) {
        return switch (context.get(key)) {
            case null -> null;
            case Num number -> number.text();
            case JsonValue other -> refuse("headgate." + key, other, "a number");
        };
    }

    private @Nullable String budget() {
        return switch (context.get("budget")) {
            case null -> null;
            case Obj budget -> {
                refuseUnknown(budget, BUDGET_KEYS, "headgate.budget", problems);
                yield text(budget, "amount", "headgate.budget.amount")
                        + " "
                        + text(budget, "currency", "headgate.budget.currency");
            }
            case JsonValue other -> refuse("headgate.budget", other, "{\"amount\": \"0.05\", \"currency\": \"USD\"}");
        };
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        switch (context.get("tags")) {
            case null -> {}
            case Obj object ->
                object.members().forEach((key, value) -> {
                    if (value instanceof Text text) {
                        tags.put(key, text.value());
                    } else {
                        refuse("headgate.tags." + Problems.shown(key), value, "a string");
                    }
                });
            case JsonValue other -> refuse("headgate.tags", other, "an object of strings");
        }
        return tags;
    }

    private @Nullable String refuse(String path, JsonValue seen, String allowed) {
        problems.field(path, JsonValue.kindOf(seen), allowed);
        return null;
    }
}
