package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** {@code models.<model>}. */
final class ModelSection {
    private static final Field<String> PROVIDER_MODEL = Field.required(
            "provider_model",
            Scalars.text("up to 200 visible characters", "[!-~]{1,200}"),
            "What the provider calls it: a dated snapshot where there is one, so that nothing changes unseen.");
    private static final Field<List<Capability>> CAPABILITIES = Field.optional(
            "capabilities",
            ListShape.ofDistinct(Scalars.choice("capability", Capability.class)),
            "plain text only",
            "What it can do beyond plain text; a request that needs more is not sent to it. What nearly every model can is"
                    + " taken for granted, see lacks.");
    private static final Field<List<Capability>> LACKS = Field.optional(
            "lacks",
            ListShape.ofDistinct(Scalars.choice("capability", Capability.class)),
            "it can all of them",
            "What it cannot of image_url, logprobs, n, parallel_tools, seed, system, tool_choice_required; a request that"
                    + " needs it is not sent to it.");
    private static final Field<Long> CONTEXT_WINDOW =
            Field.required("context_window", Scalars.integer(1, 100_000_000), "In tokens, input and output together.");
    private static final Field<Long> MAX_OUTPUT_TOKENS = Field.optional(
            "max_output_tokens",
            Scalars.integer(1, 100_000_000),
            "bounded by the context window only",
            "The most it writes in one answer, in tokens.");
    private static final Field<List<PriceSection.Draft>> PRICES = Field.optional(
            "prices",
            new ListShape<>(PriceSection.shape(), 1, false),
            "the model is unpriced: its use is counted, marked as unpriced, and told of",
            "What it costs, by effective date.");
    private static final Field<LocalDate> DEPRECATED_ON = Field.optional(
            "deprecated_on", Scalars.date(), "none is known", "The day on which the provider retires it.");

    private final Field<ProviderName> provider;
    private final LocalDate today;

    ModelSection(Names names, LocalDate today) {
        this.provider = Field.required("provider", names.provider(), "Whose model it is.");
        this.today = today;
    }

    ObjectShape<Function<ModelName, Model>> shape() {
        return new ObjectShape<>(
                "One pinned model of one provider.",
                List.of(
                        provider,
                        PROVIDER_MODEL,
                        CAPABILITIES,
                        LACKS,
                        CONTEXT_WINDOW,
                        MAX_OUTPUT_TOKENS,
                        PRICES,
                        DEPRECATED_ON),
                this::check,
                this::build);
    }

    private void check(Values values) {
        values.find(CONTEXT_WINDOW)
                .ifPresent(window -> values.find(MAX_OUTPUT_TOKENS)
                        .filter(most -> most > window)
                        .ifPresent(most -> values.at(MAX_OUTPUT_TOKENS)
                                .problem("seen %d, allowed no more than context_window, %d".formatted(most, window))));
        values.find(LACKS)
                .ifPresent(lacks ->
                        checkLacks(values, lacks, values.find(CAPABILITIES).orElse(List.of())));
        values.find(PRICES).ifPresent(PriceSection::checkDates);
        values.find(DEPRECATED_ON)
                .filter(day -> !day.isAfter(today))
                .ifPresent(day -> values.at(DEPRECATED_ON)
                        .warning("the provider retired it on %s: requests to it will fail".formatted(day)));
        if (!values.given(PRICES)) {
            values.here().warning("the model has no price: its use will be counted as unpriced");
        }
        values.find(PRICES)
                .filter(prices -> prices.stream().allMatch(price -> price.from().isAfter(today)))
                .ifPresent(prices -> values.at(PRICES)
                        .warning("no price is in force yet: until then its use will be counted as unpriced"));
    }

    private static void checkLacks(Values values, List<Capability> lacks, List<Capability> can) {
        for (Capability lacked : lacks) {
            if (can.contains(lacked)) {
                values.at(LACKS).problem("seen %s, which capabilities has as well".formatted(lacked.wireName()));
            } else if (!Capability.GRANTED.contains(lacked)) {
                values.at(LACKS)
                        .problem(
                                "seen %s, which a model lacks unless capabilities has it".formatted(lacked.wireName()));
            }
        }
    }

    private Function<ModelName, Model> build(Values values) {
        return name -> new Model(
                name,
                values.get(provider),
                values.get(PROVIDER_MODEL),
                Set.copyOf(values.find(CAPABILITIES).orElse(List.of())),
                values.get(CONTEXT_WINDOW),
                values.find(MAX_OUTPUT_TOKENS).orElse(null),
                PriceSection.build(name, values.find(PRICES).orElse(List.of())),
                values.find(DEPRECATED_ON).orElse(null),
                Set.copyOf(values.find(LACKS).orElse(List.of())));
    }
}
