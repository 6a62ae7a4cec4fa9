package io.headgate.schemas.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;

/**
 * Which addresses may be called at all. Link-local, multicast and unspecified ones and those of clouds' metadata
 * services never; loopback and private ones only for a provider or a webhook that says {@code allow_private: true}.
 */
public final class OutboundAddresses {
    /** Metadata services outside the link-local range: AWS over IPv6, Alibaba, Azure's wire server, Oracle. */
    private static final Set<String> METADATA =
            Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "168.63.129.16", "192.0.0.192");

    private OutboundAddresses() {}

    public static boolean isAllowed(InetAddress address, boolean allowPrivate) {
        return !isForbidden(address) && (allowPrivate || !isPrivate(address));
    }

    private static boolean isForbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address.getHostAddress())
                || isTranslated(address.getAddress());
    }

    /** NAT64 (64:ff9b::/96) and 6to4 (2002::/16) hide an IPv4 address that this class would have to see. */
    private static boolean isTranslated(byte[] bytes) {
        return bytes.length == 16 && (startsWith(bytes, 0x20, 0x02) || startsWith(bytes, 0x00, 0x64, 0xff, 0x9b));
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || (bytes.length == 4 && (bytes[0] == 0 || isCarrierGrade(bytes)))
                || (bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc);
    }

    /** 100.64.0.0/10. */
    private static boolean isCarrierGrade(byte[] bytes) {
        return bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        byte[] wanted = new byte[prefix.length];
        for (int i = 0; i < prefix.length; i++) {
            wanted[i] = (byte) prefix[i];
        }
        return Arrays.equals(bytes, 0, prefix.length, wanted, 0, prefix.length);
    }
}
