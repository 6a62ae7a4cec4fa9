package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.reply.Reply;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request on one connection, and the means to reply to it. Used on the connection's event loop only. */
final class Exchange {
    private final Channel channel;
    private final HttpRequest head;
    private final QueryStringDecoder uri;
    private final Runnable done;
    private @Nullable ReplyPlayer player;

    Exchange(Channel channel, HttpRequest head, Runnable done) {
        this.channel = channel;
        this.head = head;
        this.uri = new QueryStringDecoder(head.uri());
        this.done = done;
    }

    String method() {
        return head.method().name();
    }

    String path() {
        return uri.path();
    }

    Optional<String> query(String name) {
        return uri.parameters().containsKey(name)
                ? Optional.of(uri.parameters().get(name).getFirst())
                : Optional.empty();
    }

    /** The header of this name, in any case. */
    Optional<String> get(String name) {
        return Optional.ofNullable(header(name));
    }

    @Nullable
    String header(String name) {
        return head.headers().get(name);
    }

    boolean connected() {
        return channel.isActive();
    }

    /** Whether a reply has begun. */
    boolean replying() {
        return player != null;
    }

    /** Plays this reply from now on. */
    void play(Reply reply, ReplyPlayer.Progress progress) {
        player = new ReplyPlayer(channel, reply, HttpUtil.isKeepAlive(head), progress, done);
        player.start();
    }

    /** Goes on with a reply that waited for the connection to take more. */
    void writable() {
        if (player != null) {
            player.writable();
        }
    }

    /** Resets the connection. */
    void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    /** Runs this on the event loop after a while, or at once if there is nothing to wait for; whether or not the client stays. */
    Optional<Future<?>> after(Duration time, Runnable action) {
        if (time.isZero()) {
            action.run();
            return Optional.empty();
        }
        return Optional.of(channel.eventLoop().schedule(action, time.toNanos(), TimeUnit.NANOSECONDS));
    }
}
