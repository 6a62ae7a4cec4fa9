package io.headgate.router.edge;

/** Where a defect showed itself: kind and line. Never an exception's message, which may quote a prompt. */
final class DefectPlace {
    private DefectPlace() {}

    static String of(RuntimeException defect) {
        StackTraceElement[] trace = defect.getStackTrace();
        return defect.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
