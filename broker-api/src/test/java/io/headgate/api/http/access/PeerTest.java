package io.headgate.api.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class PeerTest {
    @Test
    void isTheAddress_andOfIpv6TheNetwork() throws Exception {
        assertThat(of("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(of("2001:db8:1:2:3:4:5:6")).isEqualTo(of("2001:db8:1:2::9")).isNotEqualTo(of("2001:db8:1:3::9"));
        // Java has IPv4 for these.
        assertThat(of("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
    }

    private static String of(String address) throws Exception {
        return Peer.of(InetAddress.getByName(address));
    }
}
