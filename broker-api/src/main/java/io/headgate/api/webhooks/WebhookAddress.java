package io.headgate.api.webhooks;

import io.headgate.schemas.net.OutboundAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Addresses that a tenant may name. Here their text alone is judged; what a name leads to is looked at with each post,
 * since it may lead elsewhere tomorrow.
 */
final class WebhookAddress {
    private static final int LONGEST = 2_000;

    private WebhookAddress() {}

    /** What is accepted, for people. */
    static String allowed(boolean allowPrivate) {
        return (allowPrivate ? "an http or https URL" : "an https URL of a public host")
                + " of at most %d characters, without user, password and fragment".formatted(LONGEST);
    }

    /** The address; empty where it is none, or not allowed. */
    static Optional<URI> parse(String text, boolean allowPrivate) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException notAUrl) {
            return Optional.empty();
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost();
        boolean plain = url.getRawUserInfo() == null && url.getRawFragment() == null;
        boolean known = scheme.equals("https") || (scheme.equals("http") && allowPrivate);
        boolean portIsOne = url.getPort() == -1 || (url.getPort() > 0 && url.getPort() <= 65_535);
        return host != null && plain && known && portIsOne && mayBeCalled(host, allowPrivate)
                ? Optional.of(url)
                : Optional.empty();
    }

    private static boolean mayBeCalled(String host, boolean allowPrivate) {
        String name =
                host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\].]*$", "").replaceAll("^\\[", "");
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return allowPrivate;
        }
        try {
            return OutboundAddresses.isAllowed(InetAddress.ofLiteral(name), allowPrivate);
        } catch (IllegalArgumentException aName) {
            return true;
        }
    }
}
