package io.headgate.worker.call.http;

import io.headgate.schemas.net.OutboundAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves a host and refuses it when any of its addresses may not be called; so a name cannot hide one. A proxy may be at a
 * private address; what is called through it is not resolved here, and only what the catalogue says of it was looked at.
 */
final class AddressCheck implements DnsResolver {
    private final boolean allowPrivate;

    private final ProxyRules proxies;

    AddressCheck(boolean allowPrivate, ProxyRules proxies) {
        this.allowPrivate = allowPrivate;
        this.proxies = proxies;
    }

    /** The host has an address that may not be called. */
    static final class Forbidden extends UnknownHostException {
        private static final long serialVersionUID = 1;

        Forbidden(String host, InetAddress address) {
            super("%s: seen address %s, allowed public ones, and private ones with allow_private; never link-local"
                    .formatted(host, address.getHostAddress()));
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        boolean privately = allowPrivate || proxies.isProxy(host);
        for (InetAddress address : addresses) {
            if (!OutboundAddresses.isAllowed(address, privately)) {
                throw new Forbidden(host, address);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }
}
