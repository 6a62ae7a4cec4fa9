package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.reply.Reply;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: its requests one after the other, later ones waiting until the one before has its reply. */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);
    private static final int MAX_BODY = 32 << 20;

    private final FrontDesk desk;
    private final Deque<HttpObject> waiting = new ArrayDeque<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private @Nullable Exchange exchange;
    private @Nullable Work work;
    private boolean bodyRead;
    private boolean draining;

    ConnectionHandler(FrontDesk desk) {
        this.desk = desk;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        waiting.add((HttpObject) message);
        drain(context);
    }

    /** Takes messages for as long as no reply is owed; a reply that is over at once makes no recursion. */
    private void drain(ChannelHandlerContext context) {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while ((exchange == null || !bodyRead) && !waiting.isEmpty()) {
                HttpObject message = waiting.remove();
                try {
                    take(context, message);
                } finally {
                    ReferenceCountUtil.release(message);
                }
            }
        } finally {
            draining = false;
        }
    }

    private void take(ChannelHandlerContext context, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            refuse(context, HttpResponseStatus.BAD_REQUEST);
            return;
        }
        if (message instanceof HttpRequest head) {
            begin(context, head);
        }
        if (message instanceof HttpContent content) {
            more(context, content);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest head) {
        bodyRead = false;
        body.reset();
        exchange = new Exchange(context.channel(), head, () -> next(context));
        work = desk.open(exchange);
        if (HttpUtil.is100ContinueExpected(head) && context.channel().isActive()) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void more(ChannelHandlerContext context, HttpContent content) {
        if (work == null || !context.channel().isActive()) {
            return;
        }
        int count = content.content().readableBytes();
        if (body.size() + count > MAX_BODY) {
            work.clientLeft();
            work = null;
            refuse(context, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        byte[] bytes = new byte[count];
        content.content().readBytes(bytes);
        if (!(content instanceof LastHttpContent)) {
            body.writeBytes(bytes);
            return;
        }
        bodyRead = true;
        if (body.size() == 0) {
            work.body(bytes);
        } else {
            body.writeBytes(bytes);
            work.body(body.toByteArray());
        }
    }

    private void next(ChannelHandlerContext context) {
        exchange = null;
        work = null;
        drain(context);
    }

    private static void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
        byte[] text = (status + "\n").getBytes(StandardCharsets.US_ASCII);
        Reply reply = Reply.of(status.code(), "text/plain", text);
        new ReplyPlayer(context.channel(), reply, false, ReplyPlayer.Unwatched.INSTANCE, () -> {}).start();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Work open = work;
        exchange = null;
        work = null;
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (open != null) {
            open.clientLeft();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.atError().setCause(cause).log("a connection failed and is closed");
        }
        context.close();
    }
}
