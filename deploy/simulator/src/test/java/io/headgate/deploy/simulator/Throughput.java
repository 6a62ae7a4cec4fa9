package io.headgate.deploy.simulator;

import com.sun.management.OperatingSystemMXBean;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures a simulator in this JVM: {@code Throughput CONNECTIONS SECONDS LATENCY}, one call at a time on each
 * connection. Every reply to the one prompt it sends has the same length, so its client only counts bytes.
 */
final class Throughput {
    private static final LongAdder BYTES = new LongAdder();

    private Throughput() {}

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        Behaviour behaviour = Behaviour.DEFAULT.withLatency(LatencyText.parse(args[2]));
        var config = SimulatorConfig.of(
                SimulatedProvider.named("p").withPrices("1", "2", "USD").withBehaviour(behaviour));
        try (Simulator simulator = Simulator.start(config)) {
            byte[] request = request();
            var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
            Bootstrap client =
                    new Bootstrap().group(loops).channel(NioSocketChannel.class).handler(initializer(request));
            for (int i = 0; i < connections; i++) {
                client.connect("127.0.0.1", simulator.baseUrl().getPort()).sync();
            }
            for (int second = 1; second <= seconds; second++) {
                long before = simulator.ledger().calls("p");
                long cpuBefore = cpuMicros();
                TimeUnit.SECONDS.sleep(1);
                Runtime runtime = Runtime.getRuntime();
                long calls = simulator.ledger().calls("p") - before;
                System.out.printf(
                        "%d s: %d calls, %d us CPU a call with its client, %d in flight, %d MB heap used, %d MB received%n",
                        second,
                        calls,
                        (cpuMicros() - cpuBefore) / Math.max(1, calls),
                        simulator.ledger().inFlight("p"),
                        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                        BYTES.sum() >> 20);
            }
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static long cpuMicros() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / 1000;
    }

    private static byte[] request() {
        String body = Client.prompt("word ".repeat(200));
        String head = "POST /p/v1/chat/completions HTTP/1.1\r\nhost: sim\r\ncontent-type: application/json\r\n"
                + "x-headgate-attempt-id: 0197a0b0-7c3e-7000-8000-000000000001\r\ncontent-length: " + body.length()
                + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static ChannelInitializer<SocketChannel> initializer(byte[] request) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new Caller(request));
            }
        };
    }

    private static final class Caller extends ChannelInboundHandlerAdapter {
        private final byte[] request;
        private int length;
        private int seen;

        Caller(byte[] request) {
            this.request = request;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(request));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            int count = bytes.readableBytes();
            if (length == 0) {
                length = length(bytes.toString(StandardCharsets.US_ASCII));
            }
            bytes.release();
            BYTES.add(count);
            seen += count;
            if (seen == length) {
                seen = 0;
                context.writeAndFlush(Unpooled.wrappedBuffer(request));
            }
        }

        private static int length(String reply) {
            int field = reply.indexOf("content-length: ") + "content-length: ".length();
            int body = Integer.parseInt(reply.substring(field, reply.indexOf("\r\n", field)));
            return reply.indexOf("\r\n\r\n") + 4 + body;
        }
    }
}
