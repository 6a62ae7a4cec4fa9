package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Retry;
import io.headgate.schemas.catalog.Streams;
import io.headgate.schemas.catalog.Timeouts;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.ProviderName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code providers.<provider>}. */
final class ProviderSection {
    private final Field<String> apiVersion = Field.optional(
            "api_version",
            Scalars.text("up to 64 letters, digits, dots, dashes", "[A-Za-z0-9._-]{1,64}"),
            "none is sent",
            "The version of its interface, sent as its wire demands.");
    private final Field<ProviderLimits> limits =
            Field.ofDefaults("limits", ProviderGuards.limits(), "What its account allows.");
    private final Field<Timeouts> timeouts =
            Field.ofDefaults("timeouts", ProviderGuards.timeouts(), "How long one attempt may take.");
    private final Field<Retry> retry =
            Field.ofDefaults("retry", ProviderGuards.retry(), "How a failed attempt is tried again.");
    private final Field<List<ProviderName>> fallbacks;
    private final Field<Redaction> redaction;
    private final Field<Boolean> allowPrivate = Field.defaulted(
            "allow_private",
            Scalars.flag(),
            false,
            "false",
            "Whether loopback and private addresses may be called: for models on your own machines.");

    private final Field<Billing> billing = BillingSection.field();
    private final Field<Boolean> stream = Field.defaulted(
            "stream",
            Scalars.flag(),
            true,
            "true",
            "Whether it is asked to stream the replies that clients want streamed, by models that can: they are shown on the"
                    + " topic deltas while they come. The result is the same either way.");
    private final Field<Boolean> streamAfterCut = Field.defaulted(
            "stream_after_cut",
            Scalars.flag(),
            true,
            "true",
            "Whether also for a request of which an earlier attempt's reply did not come whole; false asks for it in one"
                    + " piece then.");

    private final Field<Unsupported> unsupported = Field.defaulted(
            "unsupported",
            Scalars.choice("answer to a parameter that the provider does not have", Unsupported.class),
            Unsupported.STRICT,
            "strict",
            "What happens to parameters that its format or dialect has no words for: strict sends the request elsewhere, drop"
                    + " leaves them out and names them in the result.");

    ProviderSection(Names names) {
        fallbacks = Field.optional(
                "fallbacks",
                ListShape.ofDistinct(names.provider()),
                "defaults.fallbacks",
                "The providers that follow, in order, where this one goes first.");
        redaction = Field.defaulted(
                "redaction",
                new RedactionSection(names).shape(),
                Redaction.NONE,
                "nothing is redacted",
                "What must not leave for this provider, and what is done about it; routes and tenants may say other.");
    }

    ObjectShape<Function<ProviderName, Provider>> shape() {
        return new ObjectShape<>("Somebody who answers prompts.", fields(), this::check, this::build);
    }

    private List<Field<?>> fields() {
        List<Field<?>> fields = new ArrayList<>(ServerKeys.all());
        fields.addAll(List.of(
                KeySection.ONE,
                KeySection.SEVERAL,
                apiVersion,
                limits,
                timeouts,
                retry,
                fallbacks,
                redaction,
                allowPrivate,
                EgressSection.INSECURE,
                EgressSection.PROXY_CHOICE,
                billing,
                stream,
                streamAfterCut,
                unsupported));
        return fields;
    }

    private void check(Values values) {
        ServerKeys.check(values);
        Chains.refuse(values, values.here().name(), fallbacks);
        KeySection.check(values);
        EndpointSection.Allowed allowed = new EndpointSection.Allowed(
                values.find(allowPrivate).orElse(false),
                values.find(EgressSection.INSECURE).orElse(false),
                KeySection.given(values));
        ServerKeys.endpoints(values).values().forEach(endpoint -> endpoint.check(allowed));
    }

    private Function<ProviderName, Provider> build(Values values) {
        List<Provider.Endpoint> built = ServerKeys.endpoints(values).entrySet().stream()
                .map(entry -> entry.getValue().named(entry.getKey()))
                .toList();
        return name -> new Provider(
                name,
                ServerKeys.adapter(values),
                built,
                KeySection.build(values),
                values.find(apiVersion).orElse(null),
                values.get(limits),
                values.get(timeouts),
                values.get(retry),
                values.find(fallbacks).orElse(List.of()),
                values.get(redaction),
                values.get(allowPrivate),
                values.get(billing),
                values.get(EgressSection.PROXY_CHOICE),
                new Streams(values.get(stream), values.get(streamAfterCut)),
                ServerKeys.dialect(values),
                values.get(unsupported));
    }
}
