package io.headgate.worker.call.openai;

import com.sun.management.OperatingSystemMXBean;
import io.headgate.deploy.simulator.SimulatorMain;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.http.HttpLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures the adapter alone: {@code CallCost IN_FLIGHT SECONDS LATENCY}, so many calls at a time, each on a virtual
 * thread of its own, against a simulator in a process of its own. Prints this process's CPU and allocation a call. Wants
 * {@code -Dlogback.configurationFile=deploy/test-logs.xml}: logging all of it would be what is measured.
 */
final class CallCost {
    private static final LongAdder CALLS = new LongAdder();
    private static final LongAdder FAILED = new LongAdder();

    private CallCost() {}

    public static void main(String[] args) throws Exception {
        int inFlight = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        Process simulator = simulator();
        try (BufferedReader out = simulator.inputReader(StandardCharsets.UTF_8)) {
            String base = ready(out);
            behave(base, args[2]);
            WireAdapter adapter = OpenAiAdapters.of(HttpLimits.of(inFlight + 16, true));
            UpstreamCall call = upstream(URI.create(base + "/sim/v1"));
            for (int i = 0; i < inFlight; i++) {
                callOnAndOn(adapter, call);
            }
            for (int second = 1; second <= seconds; second++) {
                tell(second);
            }
        } finally {
            simulator.destroy();
        }
        System.exit(0);
    }

    private static UpstreamCall upstream(URI provider) {
        String body = "{\"model\":\"fast\",\"temperature\":0.10,\"messages\":[{\"role\":\"user\",\"content\":\""
                + "Tell me about canals. ".repeat(40) + "\"}]}";
        Dispatch dispatch = Samples.dispatch("cost", 1, Instant.now().plusSeconds(600), body);
        RecordHeading heading =
                new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start());
        Duration minute = Duration.ofMinutes(1);
        return new UpstreamCall(dispatch, provider, null, heading, new CallTimeouts(minute, minute, minute, minute));
    }

    /** A thread for each call, as in the worker. */
    private static void callOnAndOn(WireAdapter adapter, UpstreamCall call) {
        Thread.ofVirtual().start(() -> {
            CallOutcome outcome = adapter.call(call);
            (outcome instanceof CallOutcome.Completed ? CALLS : FAILED).increment();
            callOnAndOn(adapter, call);
        });
    }

    private static void tell(int second) throws InterruptedException {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long cpu = system.getProcessCpuTime();
        long allocated = threads.getTotalThreadAllocatedBytes();
        long before = CALLS.sum();
        TimeUnit.SECONDS.sleep(1);
        long calls = Math.max(1, CALLS.sum() - before);
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%d s: %d calls, %.1f us CPU and %d bytes allocated a call, %d MB heap used, %d failed%n",
                second,
                calls,
                (system.getProcessCpuTime() - cpu) / 1000.0 / calls,
                (threads.getTotalThreadAllocatedBytes() - allocated) / calls,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                FAILED.sum());
    }

    private static Process simulator() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorMain.class.getName(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String ready(BufferedReader out) throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith("READY ")) {
            throw new IllegalStateException("the simulator did not start; it said " + line);
        }
        return line.substring("READY ".length());
    }

    private static void behave(String base, String latency) throws IOException, InterruptedException {
        HttpRequest put = HttpRequest.newBuilder(URI.create(base + "/_sim/behaviour/sim"))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"latency\":\"" + latency + "\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status =
                    client.send(put, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                throw new IllegalStateException("the simulator refused latency " + latency + ": HTTP " + status);
            }
        }
    }
}
