package io.headgate.deploy.benchmarks.subject;

import io.headgate.deploy.benchmarks.jvm.Orders;
import io.headgate.deploy.benchmarks.rig.OpenLoop;
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
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client alone, on virtual threads. Orders: {@code saturate <concurrency> <seconds>} calls as fast as it can and
 * answers {@code <calls> <nanoseconds>}; {@code openloop <per second> <warm-up seconds> <seconds>} calls at fixed times and
 * answers with {@link Percentiles}. Its arguments are the address, how many calls there will be at once at most, the model,
 * where a key is to be sent the variable of the environment that it is in, and where a Headgate is called its tenant.
 */
public final class BareClientJvm {
    private static final String NO_KEY = "-";

    private final BareClient client;
    private final byte[] body;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private BareClientJvm(BareClient client, byte[] body) {
        this.client = client;
        this.body = body;
    }

    /** The command line of one that calls the simulated provider. */
    public static List<String> arguments(URI baseUrl, int connections) {
        return List.of(baseUrl.toString(), Integer.toString(connections), Sample.MODEL);
    }

    /**
     * The command line of one that calls somebody else.
     *
     * @param keyVariable null where no key is sent
     */
    public static List<String> arguments(URI baseUrl, int connections, String model, @Nullable String keyVariable) {
        List<String> arguments = new ArrayList<>(List.of(baseUrl.toString(), Integer.toString(connections), model));
        if (keyVariable != null) {
            arguments.add(keyVariable);
        }
        return arguments;
    }

    /** The command line of one that calls a Headgate that asks for no key. */
    public static List<String> throughHeadgate(URI baseUrl, int connections, String model, String tenant) {
        return List.of(baseUrl.toString(), Integer.toString(connections), model, NO_KEY, tenant);
    }

    public static void main(String[] arguments) throws IOException {
        String variable = arguments.length > 3 ? arguments[3] : NO_KEY;
        String key = variable.equals(NO_KEY) ? null : System.getenv(variable);
        String tenant = arguments.length > 4 ? arguments[4] : null;
        BareClientJvm bare = new BareClientJvm(
                new BareClient(URI.create(arguments[0]), Integer.parseInt(arguments[1]), key, tenant),
                Sample.body(arguments[2]).getBytes(StandardCharsets.UTF_8));
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
                    client.call(body);
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
            client.call(body);
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
