package io.headgate.worker.call.http;

import io.headgate.schemas.catalog.ProxyChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Through whom a host is called: by the environment's {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, or as a
 * provider says. This machine itself is never called through what the environment names. Immutable.
 *
 * @param secure for https; null for nobody
 * @param plain for http; null for nobody
 * @param direct who is called without it: names in lower case, each with what ends in a dot and it; {@code *} is everybody
 */
public record ProxyRules(
        ProxyChoice.@Nullable Through secure, ProxyChoice.@Nullable Through plain, List<String> direct) {
    /** Through nobody. */
    public static final ProxyRules NONE = new ProxyRules(null, null, List.of());

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1", "[::1]");

    private static final Pattern URL =
            Pattern.compile("(?:http://)?([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})/?");

    public ProxyRules {
        direct = List.copyOf(direct);
    }

    /**
     * What an environment says; the name in capitals goes before the one without.
     *
     * @throws IllegalArgumentException when a variable is set and says no proxy that we can use: nobody is then called past
     *     it by mistake. A value is not shown, for it may hold a password
     */
    public static ProxyRules of(Map<String, String> environment) {
        return new ProxyRules(
                proxy(environment, "HTTPS_PROXY"),
                proxy(environment, "HTTP_PROXY"),
                Stream.concat(LOOPBACK.stream(), entries(variable(environment, "NO_PROXY")))
                        .toList());
    }

    private static Stream<String> entries(String list) {
        return Arrays.stream(list.split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(entry -> !entry.isEmpty());
    }

    /** These, unless a provider says other. */
    public ProxyRules with(ProxyChoice choice) {
        return switch (choice) {
            case ProxyChoice.OfEnvironment _ -> this;
            case ProxyChoice.Direct _ -> NONE;
            case ProxyChoice.Through through -> new ProxyRules(through, through, List.of());
        };
    }

    /** Through whom a host is called; empty for nobody. */
    Optional<ProxyChoice.Through> proxyOf(String scheme, String host) {
        ProxyChoice.Through proxy = scheme.equalsIgnoreCase("https") ? secure : plain;
        return proxy == null || isDirect(host.toLowerCase(Locale.ROOT)) ? Optional.empty() : Optional.of(proxy);
    }

    /** Whether a host is one that calls go through. */
    boolean isProxy(String host) {
        return isOf(secure, host) || isOf(plain, host);
    }

    private static boolean isOf(ProxyChoice.@Nullable Through proxy, String host) {
        return proxy != null && proxy.host().equalsIgnoreCase(host);
    }

    private boolean isDirect(String host) {
        return direct.stream().anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    private static ProxyChoice.@Nullable Through proxy(Map<String, String> environment, String name) {
        String text = variable(environment, name);
        if (text.isEmpty()) {
            return null;
        }
        Matcher url = URL.matcher(text);
        int port = url.matches() ? Integer.parseInt(url.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "%s: seen something else (not shown, it may hold a password), allowed http://host:port"
                            .formatted(name));
        }
        return new ProxyChoice.Through(url.group(1), port);
    }

    private static String variable(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, environment.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
        return value.strip();
    }
}
