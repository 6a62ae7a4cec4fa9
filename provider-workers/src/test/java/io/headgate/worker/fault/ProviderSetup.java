package io.headgate.worker.fault;

import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Retry;
import io.headgate.schemas.catalog.Timeouts;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.worker.Samples;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A provider of one endpoint, in a form that fits on a command line.
 *
 * @param firstByte also how long a reply may pause
 */
public record ProviderSetup(String name, URI baseUrl, int maxInFlight, Duration firstByte, Duration total) {
    /** Longer than any call here is meant to take. */
    private static final Duration PATIENT = Duration.ofSeconds(40);

    public static ProviderSetup patient(String name, URI baseUrl, int maxInFlight) {
        return new ProviderSetup(name, baseUrl, maxInFlight, PATIENT, PATIENT);
    }

    ProviderSetup withTimeouts(Duration firstByte, Duration total) {
        return new ProviderSetup(name, baseUrl, maxInFlight, firstByte, total);
    }

    String print() {
        return String.join(
                ",", name, baseUrl.toString(), Integer.toString(maxInFlight), firstByte.toString(), total.toString());
    }

    static ProviderSetup parse(String text) {
        String[] parts = text.split(",", -1);
        return new ProviderSetup(
                parts[0],
                URI.create(parts[1]),
                Integer.parseInt(parts[2]),
                Duration.parse(parts[3]),
                Duration.parse(parts[4]));
    }

    static String print(List<ProviderSetup> setups) {
        return setups.stream().map(ProviderSetup::print).collect(Collectors.joining(" "));
    }

    static List<ProviderSetup> parseAll(String text) {
        return Arrays.stream(text.split(" ", -1)).map(ProviderSetup::parse).toList();
    }

    ProviderName providerName() {
        return new ProviderName(name);
    }

    /** Revision 1, with these providers. */
    static Catalogue catalogue(List<ProviderSetup> setups) {
        Map<ProviderName, Provider> providers = setups.stream()
                .map(ProviderSetup::provider)
                .collect(Collectors.toMap(Provider::name, Function.identity()));
        return new Catalogue(
                new CatalogRevision(1),
                new Defaults(null, List.of(), null, Duration.ofMinutes(1), 100, 1 << 20),
                providers,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }

    private Provider provider() {
        EndpointName endpoint = Samples.TARGET.endpoint();
        return new Provider(
                providerName(),
                "openai",
                List.of(new Provider.Endpoint(endpoint, baseUrl, null)),
                null,
                null,
                new ProviderLimits(null, null, 1, maxInFlight),
                new Timeouts(Duration.ofSeconds(2), firstByte, firstByte, total),
                new Retry(3, Duration.ofMillis(50), Duration.ofSeconds(1)),
                List.of(),
                Redaction.NONE,
                true,
                Billing.CALENDAR_MONTHS);
    }
}
