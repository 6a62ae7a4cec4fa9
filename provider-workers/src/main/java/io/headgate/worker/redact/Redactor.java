package io.headgate.worker.redact;

import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Detection.Detector;
import io.headgate.schemas.catalog.Detection.OnFailure;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.worker.redact.NameDetector.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a policy names from leaving in a prompt. Thread-safe; any body is an answer, never an exception. Blocks only
 * where a policy names what a detector has to be asked for: interrupting the thread then ends it as refused, and leaves the
 * interrupt status set.
 */
public final class Redactor {
    private final JsonReader json;
    private final Supplier<Detection> detection;
    private final NameDetector detector;
    private final RedactionTally tally = new RedactionTally();
    private volatile Patterns compiled = new Patterns(Detection.NONE);

    /** One that finds what every release does. */
    public Redactor(JsonReader json) {
        this(json, () -> Detection.NONE, NameDetector.NONE);
    }

    /** @param detection as the newest catalogue has it; asked for each request */
    public Redactor(JsonReader json, Supplier<Detection> detection, NameDetector detector) {
        this.json = json;
        this.detection = detection;
        this.detector = detector;
    }

    /** How much was found until now. */
    public RedactionCounts counts() {
        return tally.counts();
    }

    /**
     * What becomes of a request's body.
     *
     * @param policy null where all may leave
     */
    public Redacted redact(InferenceRequest request, @Nullable RedactionPolicy policy) {
        if (policy == null || policy.redaction().entities().isEmpty()) {
            return new Redacted.Cleared(request.body());
        }
        return switch (json.read(request.body())) {
            case JsonDocument.Refused refused -> new Redacted.Refused(refused.failure());
            case JsonDocument.Parsed parsed -> redact(request, parsed.root(), policy);
        };
    }

    private Redacted redact(InferenceRequest request, JsonValue body, RedactionPolicy policy) {
        Detection known = detection.get();
        Redaction redaction = policy.redaction();
        Search.Resolved resolved =
                Search.of(redaction, known, patterns(known), request.body().length());
        if (!resolved.unknown().isEmpty()) {
            return new Redacted.Refused(Refusals.unknownEntity(request.key(), redaction, known));
        }
        Search search = resolved.search();
        Map<String, Action> actions = redaction.actions();
        Placeholders placeholders = new Placeholders(search.finders(), entity -> actions.get(entity) == Action.MASK);
        // What has to stay may refuse a request, and nothing else.
        Gathered gathered = new Gathered(placeholders, policy.strict() || actions.containsValue(Action.BLOCK));
        PromptTexts look = new PromptTexts(gathered);
        look.ofRequest(body);
        if (policy.strict() && look.uncertain() != null) {
            return new Redacted.Refused(Refusals.notCertain(request.key(), look.uncertain()));
        }
        Map<String, List<Span>> spans = search.byPattern(gathered.everything());
        if (spans == null) {
            return new Redacted.Refused(Refusals.tooSlow(request.key()));
        }
        Failure away = search.detected().isEmpty()
                ? null
                : ask(request.key(), policy, known.detector(), search.detected(), gathered.prose(), spans);
        return away == null ? masked(request, body, policy, search, gathered, spans) : new Redacted.Refused(away);
    }

    private Redacted masked(
            InferenceRequest request,
            JsonValue body,
            RedactionPolicy policy,
            Search search,
            Gathered gathered,
            Map<String, List<Span>> spans) {
        Map<String, List<Span>> apart = new HashMap<>();
        spans.forEach((text, each) -> apart.put(text, Span.apart(each)));
        Placeholders placeholders = gathered.placeholders();
        JsonValue masked =
                new PromptTexts(text -> placeholders.mask(text, apart.getOrDefault(text, List.of()))).ofRequest(body);
        Placeholders left = new Placeholders(search.finders(), _ -> false);
        gathered.staying().forEach(text -> left.mask(text, apart.getOrDefault(text, List.of())));
        Set<String> found = entities(placeholders, gathered.texts(), spans);
        Map<String, Action> actions = policy.redaction().actions();
        placeholders
                .found()
                .forEach((entity, times) -> tally.found(entity, actions.getOrDefault(entity, Action.MASK), times));
        Failure refusal = refusal(request.key(), policy, search, found, entities(left, gathered.staying(), spans));
        if (refusal != null) {
            return new Redacted.Refused(refusal);
        }
        if (found.isEmpty()) {
            return new Redacted.Cleared(request.body());
        }
        return placeholders.isRestorable()
                ? new Redacted.Cleared(
                        JsonText.of(masked), answer -> restored(answer, placeholders), new PieceRestorer(placeholders))
                : new Redacted.Cleared(JsonText.of(masked));
    }

    /** Adds what the detector finds; the failure when it does not answer and the request must not leave without. */
    private @Nullable Failure ask(
            RequestKey key,
            RedactionPolicy policy,
            @Nullable Detector service,
            List<String> entities,
            Collection<String> texts,
            Map<String, List<Span>> spans) {
        if (service == null || texts.isEmpty()) {
            return null;
        }
        return switch (detector.find(service, entities, texts)) {
            case Answer.Found(var found) -> {
                found.forEach((text, each) -> spans.merge(text, each, Redactor::both));
                yield null;
            }
            case Answer.Away(String seen) -> {
                tally.away();
                yield service.onFailure() == OnFailure.BLOCK || policy.strict()
                        ? Refusals.detectorAway(key, seen)
                        : null;
            }
        };
    }

    private static List<Span> both(List<Span> some, List<Span> others) {
        List<Span> both = new ArrayList<>(some);
        both.addAll(others);
        return both;
    }

    /** All that was found in some texts, also what something else covers there. */
    private static Set<String> entities(
            Placeholders placeholders, Collection<String> texts, Map<String, List<Span>> spans) {
        Set<String> found = new LinkedHashSet<>(placeholders.found().keySet());
        texts.forEach(text -> spans.getOrDefault(text, List.of()).forEach(span -> found.add(span.entity())));
        return found;
    }

    /**
     * Why the request must not leave; null when it may.
     *
     * @param found in texts that were masked
     * @param left in texts that have to stay
     */
    private static @Nullable Failure refusal(
            RequestKey key, RedactionPolicy policy, Search search, Set<String> found, Set<String> left) {
        Map<String, Action> actions = policy.redaction().actions();
        Set<String> blocked = Stream.concat(found.stream(), left.stream())
                .filter(entity -> actions.get(entity) == Action.BLOCK)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!blocked.isEmpty()) {
            return Refusals.blocked(key, blocked, actions);
        }
        if (policy.strict() && !left.isEmpty()) {
            return Refusals.staying(key, left);
        }
        return policy.strict() && search.national() != null && search.national().isExhausted()
                ? Refusals.notCertain(key, "too many numbers")
                : null;
    }

    /** An answer that is no JSON stays as it is. */
    private String restored(String answer, Placeholders placeholders) {
        return switch (json.read(answer)) {
            case JsonDocument.Refused _ -> answer;
            case JsonDocument.Parsed parsed -> {
                JsonValue restored = new PromptTexts(placeholders::restore).ofAnswer(parsed.root());
                yield restored == parsed.root() ? answer : JsonText.of(restored);
            }
        };
    }

    private Map<String, PatternSearch> patterns(Detection known) {
        Patterns last = compiled;
        if (!last.of.equals(known)) {
            last = new Patterns(known);
            compiled = last;
        }
        return last.byEntity;
    }

    /** The patterns of a catalogue, compiled once. */
    private static final class Patterns {
        final Detection of;
        final Map<String, PatternSearch> byEntity = new HashMap<>();

        Patterns(Detection of) {
            this.of = of;
            of.patterns().forEach((entity, pattern) -> byEntity.put(entity, new PatternSearch(entity, pattern)));
        }
    }
}
