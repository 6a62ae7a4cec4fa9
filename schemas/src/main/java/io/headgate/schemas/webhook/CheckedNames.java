package io.headgate.schemas.webhook;

import io.headgate.schemas.net.OutboundAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Looks hosts up, and refuses one that has any address that may not be called: so a name cannot hide one. */
final class CheckedNames implements DnsResolver {
    private final boolean allowPrivate;

    CheckedNames(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (!OutboundAddresses.isAllowed(address, allowPrivate)) {
                throw new UnknownHostException(
                        "%s: seen address %s, allowed public ones, and private ones with allow_private; never link-local"
                                .formatted(host, address.getHostAddress()));
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }
}
