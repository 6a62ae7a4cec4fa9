package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.WireRequest;
import io.headgate.worker.call.wire.WireRequest.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a prediction is shown while it is made: an address that its reply names. Our key goes to the endpoint's own origin
 * only. Of others Replicate's own hosts are asked, over TLS and without it, and only by who calls Replicate itself: what they
 * show is known by its address alone.
 */
final class StreamAddress {
    private static final int LONGEST = 2048;
    private static final List<String> REPLICATE = List.of(".replicate.com", ".replicate.net");

    private StreamAddress() {}

    /** Empty where there is none that may be asked: then nothing is shown, and the prediction is asked for as ever. */
    static Optional<WireRequest> of(JsonNode named, ChatCall call) {
        return address(named.asText("")).flatMap(address -> {
            if (isOrigin(address, call.baseUrl())) {
                return Optional.of(request(address, ReplicateWire.headers(call.apiKey())));
            }
            boolean theirs = isReplicates(address) && isReplicates(call.baseUrl());
            return theirs ? Optional.of(request(address, Map.of())) : Optional.empty();
        });
    }

    private static Optional<URI> address(String text) {
        try {
            URI address = new URI(text);
            boolean plain = text.length() <= LONGEST
                    && address.getScheme() != null
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null;
            return plain ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    private static boolean isOrigin(URI address, URI base) {
        return address.getScheme().equalsIgnoreCase(base.getScheme())
                && address.getHost().equalsIgnoreCase(base.getHost())
                && port(address) == port(base);
    }

    private static boolean isReplicates(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(address.getScheme())
                && port(address) == 443
                && REPLICATE.stream().anyMatch(host::endsWith);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    private static WireRequest request(URI address, Map<String, String> headers) {
        return new WireRequest(Method.GET, address, headers, new byte[0]);
    }
}
