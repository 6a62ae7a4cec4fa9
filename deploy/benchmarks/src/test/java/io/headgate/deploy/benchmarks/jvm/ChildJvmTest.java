package io.headgate.deploy.benchmarks.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path directory;

    /** A child that allocates what it is told to, in arrays of a kibibyte. */
    static final class Wasteful {
        static byte[] last = new byte[0];

        private Wasteful() {}

        public static void main(String[] arguments) throws IOException {
            Orders.obey(arguments[0], words -> {
                for (long left = Long.parseLong(words.getFirst()); left > 0; left -= last.length) {
                    last = new byte[1024];
                }
                return words.getFirst();
            });
        }
    }

    @Test
    void tellsWhatItAllocates_andWhere() throws Exception {
        Path file = directory.resolve("wasteful.jfr");
        try (ChildJvm child = ChildJvm.start(Wasteful.class, List.of("-Xmx64m"), List.of("here"))) {
            assertThat(child.ready()).isEqualTo("here");
            long before = child.allocated();
            child.order(Integer.toString(64 * MEBIBYTE));
            long allocated = child.allocated() - before;
            assertThat(allocated).isBetween(64L * MEBIBYTE, 80L * MEBIBYTE);

            child.record();
            // A second's work or so: where a CPU is looked at every 20 ms, less may be missed.
            child.order(Long.toString(4_096L * MEBIBYTE));
            child.recorded(file);

            assertThatThrownBy(() -> child.recorded(file))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("nothing is being recorded");
        }
        List<String> recorded = RecordingFile.readAllEvents(file).stream()
                .map(RecordedEvent::toString)
                .toList();
        assertThat(recorded).anyMatch(event -> event.startsWith(Recorder.ALLOCATION) && event.contains("Wasteful"));
        assertThat(recorded).anyMatch(event -> event.startsWith(Recorder.CPU) || event.startsWith(Recorder.RUNNING));
    }
}
