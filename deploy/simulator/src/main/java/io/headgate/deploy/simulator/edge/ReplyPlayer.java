package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.reply.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;

/** Plays one reply to its connection: at once, or piece by piece as time and the connection allow. */
final class ReplyPlayer {
    /** The shortest pause between two writes of a spread body; shorter ones send several pieces together. */
    private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Channel channel;
    private final Reply reply;
    private final boolean keepAlive;
    private final Progress progress;
    private final Runnable done;
    private final MessageDigest digest;
    private long startedAt;
    private int next;
    private boolean blocked;
    private boolean ended;

    /** Who wants to know how far the reply is. */
    interface Progress {
        /** All of the body that is ever sent is about to be handed to the connection; this is its SHA-256. */
        void handedOver(byte[] bodySha256);

        /** The connection did not take it all. */
        void failed();
    }

    /** For replies that nobody keeps books of. */
    enum Unwatched implements Progress {
        INSTANCE;

        @Override
        public void handedOver(byte[] bodySha256) {}

        @Override
        public void failed() {}
    }

    ReplyPlayer(Channel channel, Reply reply, boolean keepAlive, Progress progress, Runnable done) {
        this.channel = channel;
        this.reply = reply;
        this.keepAlive = keepAlive;
        this.progress = progress;
        this.done = done;
        this.digest = sha256();
    }

    void start() {
        if (reply.isPlain()) {
            plain();
            return;
        }
        startedAt = System.nanoTime();
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
        frame(head);
        if (reply.pieces().isEmpty()) {
            progress.handedOver(digest.digest());
        }
        channel.writeAndFlush(head);
        pump();
    }

    /**
     * Goes on if the connection had taken no more. Not at once: the connection says so from within a write of ours.
     */
    void writable() {
        if (blocked) {
            blocked = false;
            channel.eventLoop().execute(this::pump);
        }
    }

    /** Sends what is due, as far as the connection takes it. */
    private void pump() {
        if (ended || !channel.isActive()) {
            return;
        }
        int due = due();
        while (next < due && channel.isWritable()) {
            piece(next++);
        }
        channel.flush();
        if (next == reply.pieces().size()) {
            end();
        } else if (next == due) {
            long pause = Math.max(MIN_PAUSE_NANOS, startedAt + next * interval() - System.nanoTime());
            channel.eventLoop().schedule(this::pump, pause, TimeUnit.NANOSECONDS);
        } else {
            blocked = true;
            if (channel.isWritable()) {
                writable();
            }
        }
    }

    private void plain() {
        byte[] body = reply.pieces().getFirst();
        progress.handedOver(digest.digest(body));
        ByteBuf content = Unpooled.wrappedBuffer(body);
        var response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), content);
        frame(response);
        finish(channel.writeAndFlush(response));
    }

    private void frame(HttpResponse head) {
        reply.headers().forEach((name, value) -> head.headers().set(name, value));
        if (reply.length() >= 0) {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.length());
        } else {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        if (!keepAlive) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private int due() {
        int all = reply.pieces().size();
        if (reply.spread().isZero()) {
            return all;
        }
        long elapsed = System.nanoTime() - startedAt;
        return (int) Math.min(all, 1 + elapsed / interval());
    }

    private long interval() {
        return Math.max(1, reply.spread().toNanos() / Math.max(1, reply.pieces().size()));
    }

    private void piece(int index) {
        byte[] piece = reply.pieces().get(index);
        digest.update(piece);
        if (index == reply.pieces().size() - 1) {
            progress.handedOver(digest.digest());
        }
        if (piece.length > 0) {
            channel.write(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)));
        }
    }

    private void end() {
        ended = true;
        switch (reply.ending()) {
            case COMPLETE -> finish(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
            case RESET ->
                afterAll(() -> {
                    channel.config().setOption(ChannelOption.SO_LINGER, 0);
                    channel.close();
                });
            case HALF_CLOSE -> afterAll(this::halfClose);
            case STALL -> {}
        }
    }

    /** A stream of HTTP/2 cannot end without saying that it is whole: it is broken off. */
    private void halfClose() {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }

    private void afterAll(Runnable action) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> action.run());
    }

    private void finish(ChannelFuture written) {
        ended = true;
        written.addListener(result -> {
            if (!result.isSuccess()) {
                progress.failed();
            }
            if (!keepAlive) {
                channel.close();
            }
        });
        done.run();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
