package io.headgate.deploy.simulator.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/** What a new connection speaks: in the clear HTTP/1.1; over TLS, HTTP/2 with clients that offer it, else HTTP/1.1. */
final class Connections extends ChannelInitializer<SocketChannel> {
    private static final int MAX_HEADERS = 64 << 10;
    /** At once on one connection, as most providers' servers have it. */
    private static final long MOST_STREAMS = 100;

    private final FrontDesk desk;
    private final @Nullable SslContext tls;

    /** @param tls null for connections in the clear */
    Connections(FrontDesk desk, @Nullable SslContext tls) {
        this.desk = desk;
        this.tls = tls;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (tls == null) {
            http1(channel.pipeline());
            return;
        }
        channel.pipeline()
                .addLast(
                        tls.newHandler(channel.alloc()),
                        new ApplicationProtocolNegotiationHandler(ApplicationProtocolNames.HTTP_1_1) {
                            @Override
                            protected void configurePipeline(ChannelHandlerContext context, String protocol) {
                                if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                                    http2(context.pipeline());
                                } else {
                                    http1(context.pipeline());
                                }
                            }
                        });
    }

    private void http1(ChannelPipeline pipeline) {
        HttpDecoderConfig decoding = new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADERS);
        pipeline.addLast(new HttpServerCodec(decoding), new ConnectionHandler(desk));
    }

    /** Each stream is to its handler what a connection is to HTTP/1.1. */
    private void http2(ChannelPipeline pipeline) {
        Http2Settings settings = Http2Settings.defaultSettings()
                .maxConcurrentStreams(MOST_STREAMS)
                .maxHeaderListSize(MAX_HEADERS);
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer().initialSettings(settings).build(),
                new Http2MultiplexHandler(new ChannelInitializer<Http2StreamChannel>() {
                    @Override
                    protected void initChannel(Http2StreamChannel stream) {
                        stream.pipeline()
                                .addLast(new Http2StreamFrameToHttpObjectCodec(true), new ConnectionHandler(desk));
                    }
                }));
    }
}
