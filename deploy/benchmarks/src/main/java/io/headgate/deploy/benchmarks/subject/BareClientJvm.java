package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * The HTTP client alone, on virtual threads. Orders: {@code saturate <concurrency> <seconds>} calls as fast as it can and
 * answers {@code <calls> <nanoseconds>}; {@code openloop <per second> <warm-up seconds> <seconds>} calls at fixed times and
 * answers with {@link Percentiles}.
 */
public final class BareClientJvm {
    private static final byte[] BODY = Sample.BODY.getBytes(StandardCharsets.UTF_8);

    private final BareClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private BareClientJvm(BareClient client) {
        this.client = client;
    }

    public static void main(String[] arguments) throws IOException {
        Surroundings around = Surroundings.of(arguments);
        BareClientJvm bare = new BareClientJvm(new BareClient(around.baseUrl(), around.inFlight()));
        Orders.obey("", bare::carryOut);
    }

    private String carryOut(List<String> words) throws InterruptedException, ExecutionException {
        return switch (words.getFirst()) {
            case "saturate" -> saturate(Integer.parseInt(words.get(1)), seconds(words.get(2)));
            case "openloop" ->
                openLoop(new OpenLoop(Integer.parseInt(words.get(1)), seconds(words.get(2)), seconds(words.get(3))));
            default -> throw new IllegalArgumentException("order %s: allowed saturate, openloop".formatted(words));
        };
    }

    private static Duration seconds(String word) {
        return Duration.ofSeconds(Long.parseLong(word));
    }

    private String saturate(int concurrency, Duration time) throws InterruptedException, ExecutionException {
        LongAdder calls = new LongAdder();
        long began = System.nanoTime();
        long end = began + time.toNanos();
        List<Future<?>> callers = new ArrayList<>(concurrency);
        for (int i = 0; i < concurrency; i++) {
            callers.add(threads.submit(() -> {
                while (System.nanoTime() - end < 0) {
                    client.call(BODY);
                    calls.increment();
                }
            }));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        return calls.sum() + " " + (System.nanoTime() - began);
    }

    private String openLoop(OpenLoop load) throws InterruptedException, ExecutionException {
        ConcurrentHistogram latencies = Percentiles.histogram();
        List<Future<?>> calls = new ArrayList<>(load.count());
        load.run((index, intended) -> calls.add(threads.submit(() -> {
            client.call(BODY);
            if (load.isMeasured(index)) {
                Percentiles.record(latencies, System.nanoTime() - intended);
            }
        })));
        for (Future<?> call : calls) {
            call.get();
        }
        return Percentiles.of(latencies).words();
    }
}
