package io.headgate.worker.call.http;

import io.headgate.schemas.catalog.ProxyChoice;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Leads the client where {@link ProxyRules} say: to the host itself, or to a proxy, through which https is tunnelled. */
final class ProxyRoutes extends DefaultRoutePlanner {
    private final ProxyRules rules;

    ProxyRoutes(ProxyRules rules) {
        super(DefaultSchemePortResolver.INSTANCE);
        this.rules = rules;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        return rules.proxyOf(target.getSchemeName(), target.getHostName())
                .map(ProxyRoutes::host)
                .orElse(null);
    }

    private static HttpHost host(ProxyChoice.Through proxy) {
        return new HttpHost("http", proxy.host(), proxy.port());
    }
}
