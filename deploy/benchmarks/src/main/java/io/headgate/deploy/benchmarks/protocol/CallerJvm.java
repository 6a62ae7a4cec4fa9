package io.headgate.deploy.benchmarks.protocol;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Sample;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A caller by itself, each call on a virtual thread that makes the next one. Its arguments are one of {@link Protocols},
 * the address and how many calls there are at once; its order {@code saturate whole|streamed <seconds>} is answered by
 * {@code <calls> <nanoseconds>} and {@link Percentiles} of their latencies.
 */
public final class CallerJvm {
    private final Caller caller;
    private final int atOnce;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private CallerJvm(Caller caller, int atOnce) {
        this.caller = caller;
        this.atOnce = atOnce;
    }

    static List<String> arguments(Protocols protocol, URI uri, int atOnce) {
        return List.of(protocol.name(), uri.toString(), Integer.toString(atOnce));
    }

    public static void main(String[] arguments) throws IOException {
        int atOnce = Integer.parseInt(arguments[2]);
        Caller caller = Protocols.valueOf(arguments[0]).caller(URI.create(arguments[1]), atOnce);
        Orders.obey("", new CallerJvm(caller, atOnce)::carryOut);
    }

    private String carryOut(List<String> words) throws InterruptedException, ExecutionException {
        if (!words.getFirst().equals("saturate")) {
            throw new IllegalArgumentException("order %s: allowed saturate".formatted(words));
        }
        return saturate(body(words.get(1)), Duration.ofSeconds(Long.parseLong(words.get(2))));
    }

    private static byte[] body(String kind) {
        String whole = Sample.body(Sample.MODEL);
        String body = kind.equals("streamed") ? whole.replaceFirst("\\{", "{\"stream\":true,") : whole;
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private String saturate(byte[] body, Duration time) throws InterruptedException, ExecutionException {
        ConcurrentHistogram latencies = Percentiles.histogram();
        long began = System.nanoTime();
        long end = began + time.toNanos();
        List<Future<Long>> callers = new ArrayList<>(atOnce);
        for (int i = 0; i < atOnce; i++) {
            int number = i;
            callers.add(threads.submit(() -> {
                long calls = 0;
                for (long from = System.nanoTime(); from - end < 0; from = System.nanoTime()) {
                    caller.call(body, number);
                    Percentiles.record(latencies, System.nanoTime() - from);
                    calls++;
                }
                return calls;
            }));
        }
        long calls = 0;
        for (Future<Long> each : callers) {
            calls += each.get();
        }
        return "%d %d %s"
                .formatted(
                        calls,
                        System.nanoTime() - began,
                        Percentiles.of(latencies).words());
    }
}
