package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.avro.TenantRedaction;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.message.RedactionPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must not leave: of a tenant, and as it holds for one attempt. The strictest action stands for all entities, and
 * beside it where another holds: who does not read that is too strict, and never too lax.
 */
final class Redactions {
    private Redactions() {}

    static TenantRedaction ofTenant(Redaction redaction) {
        return new TenantRedaction(entities(redaction), Words.of(redaction.action()), exceptions(redaction));
    }

    static Redaction ofTenant(TenantRedaction redaction) {
        return redaction(redaction.getEntities(), redaction.getAction(), redaction.getActions());
    }

    static io.headgate.schemas.avro.RedactionPolicy avro(RedactionPolicy policy) {
        Redaction redaction = policy.redaction();
        return new io.headgate.schemas.avro.RedactionPolicy(
                entities(redaction), Words.of(redaction.action()), policy.strict(), exceptions(redaction));
    }

    static RedactionPolicy domain(io.headgate.schemas.avro.RedactionPolicy policy) {
        return new RedactionPolicy(
                redaction(policy.getEntities(), policy.getAction(), policy.getActions()), policy.getStrict());
    }

    /** In order, so that equal policies are equal bytes. */
    private static List<String> entities(Redaction redaction) {
        return redaction.entities().stream().sorted().toList();
    }

    private static Map<String, String> exceptions(Redaction redaction) {
        Map<String, String> words = new TreeMap<>();
        redaction.exceptions().forEach((entity, action) -> words.put(entity, Words.of(action)));
        return words;
    }

    private static Redaction redaction(List<String> entities, String action, Map<String, String> exceptions) {
        Map<String, Action> others = new HashMap<>();
        exceptions.forEach((entity, word) -> others.put(entity, action(word)));
        return new Redaction(new HashSet<>(entities), action(action), others);
    }

    private static Action action(String word) {
        return Words.parse("redaction", Action.values(), word);
    }
}
