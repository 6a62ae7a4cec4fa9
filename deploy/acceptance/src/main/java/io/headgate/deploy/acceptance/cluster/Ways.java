package io.headgate.deploy.acceptance.cluster;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** All ways to one server: a proxy for each of its clients, all on one port. Thread-safe. */
final class Ways implements Passage, AutoCloseable {
    /** Between two processes, in the text of a fault. */
    static final String BETWEEN = "~";

    private static final int TRIES = 20;

    private final String server;
    private final Clients clients;
    private final Map<InetAddress, TcpProxy> proxies;

    private Ways(String server, Clients clients, Map<InetAddress, TcpProxy> proxies) {
        this.server = server;
        this.clients = clients;
        this.proxies = proxies;
    }

    /** @param targetPort of the loopback interface; need not be listened on yet */
    static Ways to(String server, Clients clients, int targetPort) {
        for (int attempt = 1; ; attempt++) {
            Map<InetAddress, TcpProxy> proxies = new LinkedHashMap<>();
            try {
                int port = 0;
                for (Map.Entry<String, InetAddress> client : clients.addresses().entrySet()) {
                    if (!proxies.containsKey(client.getValue())) {
                        String name = client.getKey() + BETWEEN + server;
                        TcpProxy proxy = TcpProxy.start(name, client.getValue(), port, targetPort);
                        proxies.put(client.getValue(), proxy);
                        port = proxy.port();
                    }
                }
                return new Ways(server, clients, Map.copyOf(proxies));
            } catch (UncheckedIOException e) {
                proxies.values().forEach(TcpProxy::close);
                // Free at one address, a port may be taken at another.
                if (!(e.getCause() instanceof BindException) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Where clients find the server: by its name, which leads each to its own address. */
    String hostAndPort() {
        return Clients.host(server) + ":" + port();
    }

    int port() {
        return proxies.values().iterator().next().port();
    }

    /** The way of one client. Where clients cannot be told apart, it is that of all. */
    TcpProxy of(String client) {
        InetAddress address = clients.addresses().get(client);
        TcpProxy proxy = address == null ? null : proxies.get(address);
        if (proxy == null) {
            throw new IllegalArgumentException("way from '%s' to %s: there are those of %s"
                    .formatted(client, server, clients.addresses().keySet()));
        }
        return proxy;
    }

    @Override
    public void disturb(Disturbance disturbance) {
        proxies.values().forEach(proxy -> proxy.disturb(disturbance));
    }

    @Override
    public void close() {
        proxies.values().forEach(TcpProxy::close);
    }
}
