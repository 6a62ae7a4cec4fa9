package io.headgate.worker.redact;

/** Finds one kind of entity. */
@FunctionalInterface
interface Finder {
    /** What {@link #end} says where nothing begins. */
    int NONE = -1;

    /**
     * Where an entity ends that begins at {@code start}, or {@link #NONE}. Asked at every index in turn, it looks at each
     * character a bounded number of times.
     *
     * @param floor at most {@code start}; what lies before it is masked already, and is nothing's beginning
     */
    int end(String text, int start, int floor);
}
