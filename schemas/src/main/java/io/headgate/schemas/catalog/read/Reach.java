package io.headgate.schemas.catalog.read;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How far away a host is, by its text alone: names are not looked up. Whoever connects checks the address that a name
 * leads to once more.
 */
enum Reach {
    PUBLIC,
    /** Loopback and private networks. */
    PRIVATE,
    /** Link-local addresses, clouds' metadata services, multicast, unspecified: nobody's provider. */
    FORBIDDEN,
    /** Digits like an address, but none. */
    NOT_AN_ADDRESS;

    private static final Set<String> METADATA = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "instance-data",
            "instance-data.ec2.internal",
            "100.100.100.200", // Alibaba Cloud
            "168.63.129.16", // Azure
            "192.0.0.192", // Oracle Cloud
            "fd00:ec2:0:0:0:0:0:254"); // AWS

    private static final Pattern LAST_LABEL_NUMERIC = Pattern.compile("(.*\\.)?[0-9][0-9a-fx]*");

    /** @param host as a URL has it, an IPv6 address in brackets */
    static Reach of(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        if (METADATA.contains(name)) {
            return FORBIDDEN;
        }
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return PRIVATE;
        }
        if (!name.startsWith("[") && !LAST_LABEL_NUMERIC.matcher(name).matches()) {
            return PUBLIC;
        }
        try {
            return of(InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException notALiteral) {
            return NOT_AN_ADDRESS;
        }
    }

    private static Reach of(InetAddress address) {
        if (address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || METADATA.contains(address.getHostAddress())) {
            return FORBIDDEN;
        }
        boolean near = address.isLoopbackAddress() || address.isSiteLocalAddress() || isShared(address.getAddress());
        return near ? PRIVATE : PUBLIC;
    }

    /** What Java does not count as site-local: 0/8, 100.64/10 (carriers' and clouds' own), and fc00::/7. */
    private static boolean isShared(byte[] address) {
        int first = address[0] & 0xff;
        int second = address[1] & 0xff;
        return address.length == 4
                ? first == 0 || (first == 127) || (first == 100 && second >= 64 && second < 128)
                : (first & 0xfe) == 0xfc;
    }
}
