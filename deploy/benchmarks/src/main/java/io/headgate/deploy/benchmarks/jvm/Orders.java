package io.headgate.deploy.benchmarks.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The child's end of the talk with its {@link ChildJvm}: a line {@code READY …}, then one line of answer for each line of
 * orders. The end of its input is the end of the process, so none outlives a harness that was killed.
 */
public final class Orders {
    static final String READY = "READY ";
    static final String DONE = "DONE ";
    static final String FAILED = "FAILED ";
    /** The orders that every child understands; the last goes on with the file to write. */
    static final String HEAP = "heap";

    static final String ALLOCATED = "allocated";
    static final String RECORD = "record";
    static final String RECORDED = "recorded ";

    private Orders() {}

    /** Carries out one order. */
    @FunctionalInterface
    public interface Handler {
        /** The answer, one line, to the words of an order. */
        String carryOut(List<String> words) throws Exception;
    }

    /** A handler for a child that takes no orders of its own. */
    public static String none(List<String> words) {
        throw new IllegalArgumentException("order %s: none is understood".formatted(words));
    }

    /** Says that the child is ready, and obeys until its input ends; then the JVM exits, shutdown hooks included. */
    public static void obey(String ready, Handler handler) throws IOException {
        HeapWatch heap = HeapWatch.begin();
        Recorder recorder = new Recorder();
        say(READY + ready);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            say(answer(line, words -> switch (String.join(" ", words)) {
                case HEAP -> Long.toString(heap.mostAfterCollection());
                case ALLOCATED -> Long.toString(Allocation.total());
                case RECORD -> recorder.begin();
                case String order
                when order.startsWith(RECORDED) -> recorder.end(Path.of(order.substring(RECORDED.length())));
                default -> handler.carryOut(words);
            }));
        }
        System.exit(0);
    }

    private static String answer(String line, Handler handler) {
        try {
            return DONE + handler.carryOut(List.of(line.split(" ")));
        } catch (Exception e) {
            return FAILED + e.toString().replace('\n', ' ');
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
