package io.headgate.deploy.acceptance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the clients of a port and whoever listens there, and disturbs what passes when it is told to. A virtual
 * thread for each direction of a connection. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private final String name;
    private final InetSocketAddress target;
    private final ServerSocket listening;
    private final Weather weather = new Weather();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();

    private TcpProxy(String name, InetSocketAddress target, ServerSocket listening) {
        this.name = name;
        this.target = target;
        this.listening = listening;
    }

    /**
     * Listens on the loopback interface.
     *
     * @param port 0 for a free one
     * @param targetPort of the loopback interface; need not be listened on yet
     */
    public static TcpProxy start(String name, int port, int targetPort) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(loopback, port), 1_024);
            TcpProxy proxy = new TcpProxy(name, new InetSocketAddress(loopback, targetPort), listening);
            Thread.ofVirtual().name("proxy-" + name).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("proxy %s cannot listen on port %d".formatted(name, port), e);
        }
    }

    /** What stands on either side, for the text of a fault. */
    public String name() {
        return name;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on; {@link Disturbance#NONE} is back to normal. */
    public void disturb(Disturbance disturbance) {
        weather.become(disturbance);
        switch (disturbance) {
            case Disturbance.Reset() -> open.forEach(ProxiedConnection::reset);
            case Disturbance.HalfClose() -> open.forEach(ProxiedConnection::endTowardsClient);
            case Disturbance.None(), Disturbance.Delay(var _), Disturbance.BlackHole() -> {}
        }
    }

    /** How many connections pass through it now. */
    public int connections() {
        return open.size();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().name("proxy-" + name).start(() -> connect(client));
            } catch (IOException closedOrAborted) {
                // Closed, and the loop ends; or the client was gone before it was taken, and the next one comes.
            }
        }
    }

    private void connect(Socket client) {
        ProxiedConnection connection = new ProxiedConnection(client, weather);
        if (weather.now() instanceof Disturbance.Reset) {
            connection.reset();
            return;
        }
        open.add(connection);
        try {
            connection.carry(target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    /** Stops listening and resets what is open. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            disturb(new Disturbance.Reset());
        }
    }
}
