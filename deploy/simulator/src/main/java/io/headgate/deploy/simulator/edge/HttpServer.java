package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.config.KeyStoreFile;
import io.headgate.deploy.simulator.ledger.BillingLedger;
import io.headgate.deploy.simulator.wire.Wire;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The listening socket and its event loops: a call that waits costs a timer and its connection, no thread. */
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 16_384;

    private final EventLoopGroup loops;
    private final Channel listening;

    private HttpServer(EventLoopGroup loops, Channel listening) {
        this.loops = loops;
        this.listening = listening;
    }

    /**
     * Listens at this address, port 0 for a free one. Throws if the port is taken.
     *
     * @param tls what it shows of itself over TLS; empty for calls in the clear
     */
    public static HttpServer listen(
            InetSocketAddress address,
            int threads,
            Optional<KeyStoreFile> tls,
            Map<String, Site> sites,
            List<Wire> wires,
            BillingLedger ledger) {
        FrontDesk desk =
                new FrontDesk(tls.isPresent() ? "https" : "http", sites, wires, new ControlPages(sites, ledger));
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
        ServerBootstrap server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(256 << 10, 1 << 20))
                .childHandler(new Connections(desk, tls.map(ServerTls::of).orElse(null)));
        try {
            return new HttpServer(
                    loops, server.bind(address).syncUninterruptibly().channel());
        } catch (RuntimeException e) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Stops listening and drops all connections. */
    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
