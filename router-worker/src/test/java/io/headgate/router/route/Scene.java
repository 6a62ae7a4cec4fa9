package io.headgate.router.route;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
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
    private final Set<ProviderName> onlyProviders = new HashSet<>();
    private final Map<String, Doors.Shut> full = new HashMap<>();
    private final SceneRoute route;
    private long input = 1_000;
    private @Nullable Money budget;
    private @Nullable Duration within;
    private Instant deadline = Samples.NOW.plusSeconds(600);
    private Priority priority = Priority.STANDARD;
    private @Nullable String taskType;
    private @Nullable String locale;
    private @Nullable String drawnFor;
    private boolean canaryStopped;

    /**
     * @param cast rows of model, provider, region, prices, window, capabilities
     * @param strategy as {@link SceneRoute} reads it
     */
    Scene(List<List<String>> cast, String strategy) {
        route = new SceneRoute(strategy);
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
            case "only" -> onlyProviders.add(new ProviderName(w[1]));
            case "tenant" -> allow(w);
            case "route" -> route.allow(w[3]);
            case "drawn" -> drawnFor = w[2];
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

    /** {@code small: 2 s, 40 % fail, queue 5 s, breaker open, no tokens left}; {@code canary: stopped}. */
    void known(String phrase) {
        String[] parts = phrase.split(":");
        if (parts[0].equals("canary")) {
            canaryStopped = parts[1].strip().equals("stopped");
            return;
        }
        FakeHealth fake = new FakeHealth();
        for (String fact : phrases(parts[1], ",")) {
            String[] w = fact.split(" ");
            if (fact.equals("breaker open")) {
                fake = fake.shutUntil(Samples.NOW.plusSeconds(30));
            } else if (fact.endsWith("% fail")) {
                fake = fake.failing(Integer.parseInt(w[0]) / 100.0);
            } else if (fact.equals("no requests left")) {
                fake = fake.left(new RateRoom(0L, null, Samples.NOW));
            } else if (fact.equals("no tokens left")) {
                fake = fake.left(new RateRoom(null, 0L, Samples.NOW));
            } else if (w[0].equals("queue")) {
                fake = fake.queue(duration(w[1], w[2]));
            } else {
                fake = fake.taking(duration(w[0], w[1]));
            }
        }
        health.put(parts[0].strip(), fake);
    }

    /** {@code large for 30 s}, {@code large}: the router holds back what would go there. */
    void full(String phrase) {
        String[] w = phrase.split(" ");
        Duration expected = w.length == 1 ? null : duration(w[2], w[3]);
        full.put(providerOf(w[0]).value(), new Doors.Shut(expected, Duration.ofSeconds(1)));
    }

    private ProviderName providerOf(String model) {
        return Objects.requireNonNull(models.get(new ModelName(model)), model).provider();
    }

    /** Where it goes if it goes at once. */
    RouteDecision route() {
        return Router.route(query(id()), catalogue(), this, Samples.NOW);
    }

    /** Whether it goes at once. */
    Binding bind() {
        return Binder.judge(
                query(id()),
                catalogue(),
                this,
                Headroom.BOUNDLESS,
                provider -> full.get(provider.value()),
                Samples.NOW);
    }

    /** The first that goes to the model it is drawn for while nothing is known of anybody; any where it is for none. */
    private String id() {
        if (drawnFor == null) {
            return "r-1";
        }
        Health nothing = provider -> true;
        for (int i = 0; i < 10_000; i++) {
            if (Router.route(query("r-" + i), catalogue(), nothing, Samples.NOW) instanceof RouteDecision.Chosen chosen
                    && chosen.target().model().value().equals(drawnFor)) {
                return "r-" + i;
            }
        }
        throw new IllegalArgumentException("nobody is drawn for " + drawnFor);
    }

    private RouteQuery query(String id) {
        RoutingContext context =
                new RoutingContext(null, taskType, locale, priority, deadline, within, budget, Map.of(), onlyProviders);
        return RouteQuery.again(
                Samples.request(id, Samples.body(ALIAS.value()), ALIAS, context),
                new BodyNeeds(needs, input, null, 1),
                history);
    }

    private Catalogue catalogue() {
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
                Map.of(ALIAS, route.of(ALIAS, List.copyOf(models.keySet()))),
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
    public CanaryStanding canary(Alias alias, Canary canary) {
        return new CanaryStanding(CanaryFigures.NONE, CanaryFigures.NONE, canaryStopped ? "it fails" : null);
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
