package io.headgate.schemas.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.1.1",
                "fe80::1",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "ff02::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe"
            })
    void neverAllowed_whenLinkLocalOrMetadata(String address) throws UnknownHostException {
        assertThat(OutboundAddresses.isAllowed(InetAddress.getByName(address), true))
                .isFalse();
        assertThat(OutboundAddresses.isAllowed(InetAddress.getByName(address), false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "fd12::1", "100.64.0.1"})
    void allowedOnlyWhenSaid_whenPrivate(String address) throws UnknownHostException {
        assertThat(OutboundAddresses.isAllowed(InetAddress.getByName(address), true))
                .isTrue();
        assertThat(OutboundAddresses.isAllowed(InetAddress.getByName(address), false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "2606:4700::1111", "100.63.0.1", "172.32.0.1"})
    void allowed_whenPublic(String address) throws UnknownHostException {
        assertThat(OutboundAddresses.isAllowed(InetAddress.getByName(address), false))
                .isTrue();
    }
}
