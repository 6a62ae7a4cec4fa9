package io.headgate.deploy.benchmarks.profile;

import io.headgate.deploy.benchmarks.jvm.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where one process' time and allocations went.
 *
 * @param self nanoseconds, as many as a sample stands for, by the method that ran
 * @param ours the same by the method of Headgate that it ran for; where there is none, by thread
 * @param allocated bytes by class and by the method of Headgate that they were for, or that allocated them
 */
record Hotspots(Tally self, Tally ours, Tally allocated) {
    private static final String HEADGATE = "io.headgate.";
    private static final String NO_STACK = "(no stack)";
    private static final String HARNESS = "io.headgate.deploy.benchmarks.";

    /** From a moment on. */
    static Hotspots read(Path recording, Instant from) throws IOException {
        Hotspots read = new Hotspots(new Tally(), new Tally(), new Tally());
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (!event.getStartTime().isBefore(from)) {
                    read.take(event);
                }
            }
        }
        return read;
    }

    private void take(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        List<RecordedFrame> frames = stack == null ? List.of() : stack.getFrames();
        switch (event.getEventType().getName()) {
            case Recorder.CPU -> ran(event, event.getDuration("samplingPeriod"), frames);
            case Recorder.RUNNING -> ran(event, Recorder.EVERY, frames);
            case Recorder.ALLOCATION -> {
                RecordedClass type = event.getClass("objectClass");
                String where = ours(frames).orElseGet(() -> top(frames));
                allocated.add(readable(type.getName()) + " in " + where, event.getLong("weight"));
            }
            default -> {
                // The recording's account of itself.
            }
        }
    }

    private void ran(RecordedEvent event, Duration time, List<RecordedFrame> frames) {
        self.add(top(frames), time.toNanos());
        ours.add(ours(frames).orElseGet(() -> "thread " + thread(event)), time.toNanos());
    }

    private static Optional<String> ours(List<RecordedFrame> frames) {
        return frames.stream()
                .map(Hotspots::name)
                .filter(name -> name.startsWith(HEADGATE) && !name.startsWith(HARNESS))
                .findFirst();
    }

    private static String top(List<RecordedFrame> frames) {
        return frames.isEmpty() ? NO_STACK : name(frames.getFirst());
    }

    private static String name(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        return readable(method.getType().getName()) + "." + method.getName();
    }

    /** A name that the next run has as well: hidden classes have numbers. */
    private static String readable(String name) {
        return name.replaceAll("\\$\\$Lambda.*|[./]0x[0-9a-f]+", "");
    }

    /** Threads of a pool are one. */
    private static String thread(RecordedEvent event) {
        RecordedThread thread = event.hasField("eventThread") ? event.getThread("eventThread") : null;
        thread = thread == null && event.hasField("sampledThread") ? event.getThread("sampledThread") : thread;
        String name = thread == null ? null : thread.getJavaName();
        return name == null || name.isEmpty() ? "(virtual)" : name.replaceAll("[0-9a-f]{8}-[-0-9a-f]{27}|\\d+", "*");
    }
}
