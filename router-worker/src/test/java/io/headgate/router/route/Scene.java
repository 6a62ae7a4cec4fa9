package io.headgate.router.route;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.catalog.Selection;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.catalog.Tier;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Money;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One row of the decision table, made of its words. A word that is not known is an error of the table. */
final class Scene implements Health {
    private static final Alias ALIAS = new Alias("text");

    private final Map<ModelName, Model> models = new LinkedHashMap<>();
    private final Map<ProviderName, Provider> providers = new LinkedHashMap<>();
    private final Map<String, FakeHealth> health = new HashMap<>();
    private final Map<String, Double> outputs = new HashMap<>();
    private final Set<Capability> needs = EnumSet.noneOf(Capability.class);
    private final List<AttemptSummary> history = new ArrayList<>();
    private final Set<String> tenantRegions = new HashSet<>();
    private final Set<ProviderName> tenantProviders = new HashSet<>();
    private final Set<String> routeRegions = new HashSet<>();
    private final List<Selection.Case> cases = new ArrayList<>();
    private final List<Selection.Quirk> quirks = new ArrayList<>();
    private Strategy strategy = Strategy.ORDERED;
    private Selection.Weights weights = Selection.Weights.EVEN;
    private long input = 1_000;
    private @Nullable Money budget;
    private @Nullable Duration within;
    private Instant deadline = Samples.NOW.plusSeconds(600);
    private Priority priority = Priority.STANDARD;
    private @Nullable String taskType;
    private @Nullable String locale;

    /** @param cast rows of model, provider, region, prices, window, capabilities */
    Scene(List<List<String>> cast) {
        for (List<String> row : cast) {
            String model = row.get(0);
            Set<Capability> can = phrases(row.get(6), ",").stream()
                    .map(word -> Capability.ofWireName(word).orElseThrow())
                    .collect(Collectors.toSet());
            models.put(
                    new ModelName(model),
                    Catalogues.model(
                            model, row.get(1), text(row.get(3)), text(row.get(4)), Long.parseLong(row.get(5)), can));
            Provider provider = Catalogues.provider(row.get(1), 3, "main");
            providers.put(provider.name(), at(provider, text(row.get(2))));
        }
    }

    static List<String> phrases(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .toList();
    }

    /** {@code balanced 1/2/3}, {@code ordered, but cheapest for background}, {@code ordered, tools only for small}. */
    void strategy(String text) {
        List<String> phrases = phrases(text, ",");
        String[] words = phrases.getFirst().split(" ");
        strategy = Strategy.valueOf(words[0].toUpperCase(Locale.ROOT));
        if (words.length > 1) {
            String[] each = words[1].split("/");
            weights = new Selection.Weights(
                    Integer.parseInt(each[0]), Integer.parseInt(each[1]), Integer.parseInt(each[2]));
        }
        for (String phrase : phrases.subList(1, phrases.size())) {
            String[] w = phrase.split(" ");
            switch (w.length == 4 && w[0].equals("but") ? "but" : w[2].equals("first") ? "first" : w[1]) {
                case "but" -> cases.add(aCase(w[3], Strategy.valueOf(w[1].toUpperCase(Locale.ROOT)), List.of()));
                case "first" -> cases.add(aCase(w[4], strategy, List.of(new ModelName(w[1]))));
                case "only" ->
                    quirks.add(new Selection.Quirk(
                            Set.of(Capability.ofWireName(w[0]).orElseThrow()), Set.of(new ModelName(w[3]))));
                default -> throw new IllegalArgumentException(phrase);
            }
        }
    }

    private static Selection.Case aCase(String whom, Strategy strategy, List<ModelName> prefer) {
        return switch (whom) {
            case "background" ->
                new Selection.Case(
                        Set.of(), Set.of(), Set.of(Priority.BACKGROUND), strategy, Selection.Weights.EVEN, prefer);
            case "classification" ->
                new Selection.Case(Set.of(whom), Set.of(), Set.of(), strategy, Selection.Weights.EVEN, prefer);
            case "de" -> new Selection.Case(Set.of(), Set.of(whom), Set.of(), strategy, Selection.Weights.EVEN, prefer);
            default -> throw new IllegalArgumentException(whom);
        };
    }

    void request(String phrase) {
        String[] w = phrase.split(" ");
        switch (w[0]) {
            case "needs" -> needs.add(Capability.ofWireName(w[1]).orElseThrow());
            case "tried" -> history.add(failed(w[1]));
            case "critical", "background" -> priority = Priority.valueOf(w[0].toUpperCase(Locale.ROOT));
            case "task" -> taskType = w[1];
            case "language" -> locale = w[1];
            case "within" -> within = duration(w[1], w[2]);
            case "deadline" -> deadline = Samples.NOW.plus(duration(w[2], w[3]));
            case "may" -> budget = Money.of(w[2], w[3]);
            case "answers" -> outputs.put(w[7], Double.valueOf(w[2]));
            case "model" -> models.computeIfPresent(new ModelName(w[1]), (_, model) -> retiring(model));
            case "tenant" -> allow(w);
            case "route" -> routeRegions.add(w[3]);
            default -> {
                if (w.length == 2 && w[1].equals("tokens")) {
                    input = Long.parseLong(w[0]);
                } else {
                    // "tenant allows alpha, home" comes in two phrases.
                    tenantProviders.add(new ProviderName(w[0]));
                }
            }
        }
    }

    private void allow(String[] w) {
        if (w[2].equals("region")) {
            tenantRegions.add(w[3]);
        } else {
            tenantProviders.add(new ProviderName(w[2]));
        }
    }

    /** {@code small: 2 s, 40 % fail, queue 5 s, breaker open}. */
    void known(String phrase) {
        String[] parts = phrase.split(":");
        FakeHealth fake = new FakeHealth();
        for (String fact : phrases(parts[1], ",")) {
            String[] w = fact.split(" ");
            if (fact.equals("breaker open")) {
                fake = fake.shutUntil(Samples.NOW.plusSeconds(30));
            } else if (fact.endsWith("% fail")) {
                fake = fake.failing(Integer.parseInt(w[0]) / 100.0);
            } else if (w[0].equals("queue")) {
                fake = fake.queue(duration(w[1], w[2]));
            } else {
                fake = fake.taking(duration(w[0], w[1]));
            }
        }
        health.put(parts[0].strip(), fake);
    }

    RouteDecision route() {
        RoutingContext context =
                new RoutingContext(null, taskType, locale, priority, deadline, within, budget, Map.of());
        RouteQuery query = RouteQuery.again(
                Samples.request("r-1", Samples.body(ALIAS.value()), ALIAS, context),
                new BodyNeeds(needs, input, null, 1),
                history);
        return Router.route(query, catalogue(), this, Samples.NOW);
    }

    private Catalogue catalogue() {
        Route route = new Route(
                ALIAS,
                strategy,
                models.keySet().stream()
                        .map(name -> new Route.Candidate(name, null))
                        .toList(),
                null,
                false,
                null,
                new Selection(weights, cases, routeRegions, quirks, null));
        Tenant tenant = new Tenant(
                Samples.ACME,
                Catalogues.BASIC,
                List.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                tenantProviders,
                tenantRegions);
        return new Catalogue(
                new CatalogRevision(7),
                new Defaults(null, List.of(), null, Duration.ofMinutes(10), 1_000, Catalogues.MAX_BODY),
                providers,
                models,
                Map.of(ALIAS, route),
                Map.of(Catalogues.BASIC, new Tier(Catalogues.BASIC, List.of())),
                Map.of(Samples.ACME, tenant),
                List.of());
    }

    @Override
    public boolean dispatchable(ProviderName provider) {
        return true;
    }

    @Override
    public TargetHealth of(Target target, Instant now) {
        FakeHealth fake = health.get(target.model().value());
        return fake == null ? TargetHealth.UNKNOWN : fake.health();
    }

    @Override
    public Consumption consumption(Alias alias, ModelName model) {
        Double output = outputs.get(model.value());
        return output == null ? Consumption.UNKNOWN : new Consumption(output, 1, 0);
    }

    private AttemptSummary failed(String model) {
        Model tried = Objects.requireNonNull(models.get(new ModelName(model)), model);
        return new AttemptSummary(
                new AttemptId("r-1/1"),
                new Target(tried.provider(), new EndpointName("main"), tried.name(), tried.providerModel()),
                AttemptStatus.RETRYABLE,
                Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "down"),
                503,
                Samples.NOW,
                Duration.ofMillis(5));
    }

    private static Model retiring(Model m) {
        return new Model(
                m.name(),
                m.provider(),
                m.providerModel(),
                m.capabilities(),
                m.contextWindow(),
                null,
                m.prices(),
                LocalDate.parse("2026-11-20"));
    }

    private static Provider at(Provider p, @Nullable String region) {
        URI address = p.endpoints().getFirst().baseUrl();
        return new Provider(
                p.name(),
                p.adapter(),
                List.of(new Provider.Endpoint(new EndpointName("main"), address, region)),
                null,
                null,
                p.limits(),
                p.timeouts(),
                p.retry(),
                List.of(),
                p.redaction(),
                true,
                Billing.CALENDAR_MONTHS);
    }

    private static Duration duration(String number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(Long.parseLong(number));
            case "ms" -> Duration.ofMillis(Long.parseLong(number));
            default -> throw new IllegalArgumentException(number + " " + unit);
        };
    }

    private static @Nullable String text(String cell) {
        return cell.isEmpty() ? null : cell;
    }
}
