package io.headgate.schemas.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where a bug of ours showed itself: its kind and the way to it. Never an exception's message, which may quote a prompt. */
public final class DefectPlace {
    private static final String OURS = "io.headgate.";
    private static final int MOST_FRAMES = 20;

    private DefectPlace() {}

    /** Where it was thrown, and the way there from the last line of ours, in one line of at most twenty places. */
    public static String of(RuntimeException bug) {
        List<StackTraceElement> way = new ArrayList<>();
        for (StackTraceElement frame : bug.getStackTrace()) {
            way.add(frame);
            if (frame.getClassName().startsWith(OURS) || way.size() == MOST_FRAMES) {
                break;
            }
        }
        return way.stream()
                .map(frame -> " at " + frame)
                .collect(Collectors.joining("", bug.getClass().getName(), ""));
    }
}
