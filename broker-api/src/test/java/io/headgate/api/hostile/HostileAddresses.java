package io.headgate.api.hostile;

import static io.headgate.api.hostile.Hostile.Expected.NOT_A_FAILURE;
import static io.headgate.api.hostile.Hostile.Expected.REFUSED;

import io.micronaut.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Ids that lead elsewhere, methods that are not taken, queries that nobody asks. */
final class HostileAddresses {
    /** Nobody's, and most of them could not be anybody's. */
    private static final List<String> IDS = List.of(
            "..%2f..%2f..%2fetc%2fpasswd",
            "..%5c..%5cwindows",
            "%2e%2e%2f%2e%2e%2fv1%2fcatalog",
            "....//....//etc",
            "..;/..;/admin",
            "%00",
            "r-1%00.json",
            "%0d%0aset-cookie:%20a=b",
            "%0a",
            "%ff%fe",
            "%c0%ae%c0%ae%c0%af",
            "%ed%a0%80",
            "%e2%80%ae",
            "%zz",
            "%",
            "%2",
            "%25%32%65",
            "%20",
            "a%20b",
            "%7b%7d",
            "$%7bjndi:ldap:%2f%2fx%7d",
            "%3cscript%3e",
            "'%20OR%20'1'='1",
            "1;DROP%20TABLE%20requests",
            "*",
            "_all",
            "-1",
            "0",
            "null",
            "undefined",
            "NaN",
            "file-%2e%2e",
            "batch_%2e%2e",
            "x".repeat(300),
            "%f0%9f%92%a9",
            "y".repeat(3_000));

    private static final List<String> QUERIES = List.of(
            "wait=forever",
            "wait=-1s",
            "wait=99999999999999999999s",
            "wait=31s",
            "wait=1s&wait=2s",
            "wait=",
            "limit=0",
            "limit=-1",
            "limit=1000000000",
            "limit=99999999999999999999",
            "limit=ten",
            "limit=1.5",
            "after=%00",
            "after=..%2f..",
            "after=" + "z".repeat(2_000),
            "cursor=%ff",
            "before=%27;--",
            "order=sideways",
            "status=nothing",
            "tenant=%00",
            "tenant=globex&tenant=initech",
            "tenant=" + "t".repeat(1_000),
            "%00=%00",
            "=",
            "&&&&",
            "%zz=1",
            "a[]=1&a[b]=2",
            "p=1&".repeat(1_500));

    private final Requests requests;

    HostileAddresses(Requests requests) {
        this.requests = requests;
    }

    Stream<Hostile> cases(List<Target> targets) {
        return Stream.of(ids(targets), methods(targets), queries(targets), nowhere())
                .flatMap(cases -> cases);
    }

    /** A file of the page is an id too. */
    private Stream<Hostile> ids(List<Target> targets) {
        return targets.stream()
                .filter(Target::takesAnId)
                .flatMap(target -> IDS.stream()
                        .map(id -> new Hostile(
                                "id %s: %s".formatted(id.substring(0, Math.min(40, id.length())), target),
                                target.takesABody()
                                        ? requests.withBody(
                                                target.method() + " " + target.path(id),
                                                "{}",
                                                requests.authorization(),
                                                "Headgate-Tenant: acme",
                                                "Content-Type: application/json")
                                        : bytes(requests.head(
                                                target.method() + " " + target.path(id),
                                                requests.authorization(),
                                                "Headgate-Tenant: acme")),
                                target.refusesWhatIsNot() ? REFUSED : NOT_A_FAILURE)));
    }

    private Stream<Hostile> methods(List<Target> targets) {
        return targets.stream()
                .map(Target::template)
                .distinct()
                .flatMap(template -> Stream.of("TRACE", "CONNECT", "PROPFIND", "PATCH", "PUT", "DELETE", "FOO")
                        .filter(method -> targets.stream()
                                .noneMatch(target -> target.template().equals(template)
                                        && target.method().name().equals(method)))
                        .map(method -> new Hostile(
                                "method %s: %s".formatted(method, template),
                                bytes(requests.head(
                                        method + " " + new Target(HttpMethod.GET, template).path("nobody-1"),
                                        "Content-Length: 0",
                                        requests.authorization(),
                                        "Headgate-Tenant: acme")),
                                REFUSED)));
    }

    /** What a route does not know it may pass over. */
    private Stream<Hostile> queries(List<Target> targets) {
        return targets.stream()
                .filter(target -> target.method() == HttpMethod.GET)
                .flatMap(target -> QUERIES.stream()
                        .map(query -> new Hostile(
                                "query %s: %s".formatted(query.substring(0, Math.min(40, query.length())), target),
                                bytes(requests.head(
                                        "GET " + target.path("nobody-1") + "?" + query,
                                        requests.authorization(),
                                        "Headgate-Tenant: acme")),
                                target.refusesWhatIsNot() ? REFUSED : NOT_A_FAILURE)));
    }

    private Stream<Hostile> nowhere() {
        return Stream.of(
                        "/",
                        "/v1",
                        "/v1/",
                        "//v1/catalog",
                        "/v1//catalog/x",
                        "/../../etc/passwd",
                        "/v1/../../../etc/passwd",
                        "/.env",
                        "/.git/config",
                        "/WEB-INF/web.xml",
                        "/META-INF/swagger/headgate-api.json",
                        "/health",
                        "/health/kafka",
                        "/prometheus",
                        "/loggers",
                        "/loggers/ROOT",
                        "/beans",
                        "/env",
                        "/routes",
                        "/stop",
                        "/refresh",
                        "/threaddump",
                        "/actuator/env",
                        "/docs/..%2f..%2fopenapi%2fframe.json",
                        "/docs/../openapi/frame.json",
                        "/v1/requests/../catalog/..")
                .map(path -> new Hostile(
                        "address " + path, bytes(requests.head("GET " + path, requests.authorization())), REFUSED));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
