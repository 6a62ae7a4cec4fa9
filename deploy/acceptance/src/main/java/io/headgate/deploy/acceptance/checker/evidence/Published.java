package io.headgate.deploy.acceptance.checker.evidence;

import java.util.List;

/**
 * A record that a client published.
 *
 * @param tenants all that are named: by the topic, which then counts alone, by the value and by the headers; each once
 * @param ids all that are named, by the value and by the headers; each once
 * @param placeId the id that it has if it names none: topic id, partition and offset
 * @param outspoken whether the topic or a header names its tenant, so that no value can make it anybody else's
 */
public record Published(Place place, List<String> tenants, List<String> ids, String placeId, boolean outspoken) {
    private static final String TENANT = "[A-Za-z0-9._-]{1,128}";

    public Published {
        tenants = List.copyOf(tenants);
        ids = List.copyOf(ids);
    }

    /** Whether exactly one tenant is named, in a way that nobody can mistake. */
    public boolean attributable() {
        return outspoken && tenants.size() == 1 && tenants.getFirst().matches(TENANT);
    }
}
