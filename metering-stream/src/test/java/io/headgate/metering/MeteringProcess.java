package io.headgate.metering;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Metering in a JVM of its own, to be killed. Arguments: bootstrap servers, prefix, JDBC URL, user, password. */
public final class MeteringProcess {
    private MeteringProcess() {}

    public static void main(String[] args) throws InterruptedException {
        KafkaConnection kafka = new KafkaConnection(args[0], Map.of(), new TopicNames(args[1]));
        HikariDataSource pool = Installation.pool(args[2], args[3], args[4]);
        new MeteringStream(
                        Installation.config(),
                        Installation.orphans(),
                        kafka,
                        Installation.CODECS,
                        BookTags.fixed(Installation.TAGS),
                        pool)
                .start();
        Thread.currentThread().join();
    }

    static Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                MeteringProcess.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
