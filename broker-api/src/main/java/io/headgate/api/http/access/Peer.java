package io.headgate.api.http.access;

import io.micronaut.http.HttpRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a request comes from, by its connection: what a header says of that, anybody can say. */
final class Peer {
    private static final int NETWORK_BYTES = 8;

    private Peer() {}

    static String of(HttpRequest<?> request) {
        InetSocketAddress remote = request.getRemoteAddress();
        return of(remote.getAddress());
    }

    /** Of IPv6 the network: whoever has one has all of its addresses. */
    static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}
