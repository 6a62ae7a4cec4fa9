package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.avro.TenantRedaction;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.message.RedactionPolicy;
import java.util.List;
import java.util.Set;

/** What must not leave: of a tenant, and as it holds for one attempt. */
final class Redactions {
    private Redactions() {}

    static TenantRedaction ofTenant(Redaction redaction) {
        return new TenantRedaction(entities(redaction), Words.of(redaction.action()));
    }

    static Redaction ofTenant(TenantRedaction redaction) {
        return redaction(redaction.getEntities(), redaction.getAction());
    }

    static io.headgate.schemas.avro.RedactionPolicy avro(RedactionPolicy policy) {
        Redaction redaction = policy.redaction();
        return new io.headgate.schemas.avro.RedactionPolicy(
                entities(redaction), Words.of(redaction.action()), policy.strict());
    }

    static RedactionPolicy domain(io.headgate.schemas.avro.RedactionPolicy policy) {
        return new RedactionPolicy(redaction(policy.getEntities(), policy.getAction()), policy.getStrict());
    }

    /** In order, so that equal policies are equal bytes. */
    private static List<String> entities(Redaction redaction) {
        return redaction.entities().stream().sorted().toList();
    }

    private static Redaction redaction(List<String> entities, String action) {
        return new Redaction(Set.copyOf(entities), Words.parse("redaction", Redaction.Action.values(), action));
    }
}
