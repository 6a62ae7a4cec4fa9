package io.headgate.api.http.openai;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/** Tells when a client's connection is closed. */
final class Disconnects {
    private Disconnects() {}

    /**
     * Calls {@code left} when the connection of a request closes, on the thread that serves it; at once when it is closed
     * already.
     *
     * @return stops listening: a connection serves many requests
     */
    static Runnable listen(HttpRequest<?> request, Runnable left) {
        HttpRequest<?> bare = request;
        while (bare instanceof HttpRequestWrapper<?> wrapper) {
            bare = wrapper.getDelegate();
        }
        if (!(bare instanceof NettyHttpRequest<?> netty)) {
            return () -> {};
        }
        ChannelFuture closed = netty.getChannelHandlerContext().channel().closeFuture();
        ChannelFutureListener listener = _ -> left.run();
        closed.addListener(listener);
        return () -> closed.removeListener(listener);
    }
}
