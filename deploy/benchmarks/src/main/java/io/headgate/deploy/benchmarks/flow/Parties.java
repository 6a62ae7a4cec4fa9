package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Postgres;
import io.headgate.deploy.benchmarks.rig.Rig;
import io.headgate.deploy.benchmarks.rig.TenantTraffic;
import io.headgate.deploy.benchmarks.subject.PlainJvm;
import io.headgate.deploy.benchmarks.subject.ServiceJvm;
import io.headgate.deploy.benchmarks.subject.StandaloneJvm;
import io.headgate.deploy.benchmarks.subject.StreamsCopyJvm;
import io.headgate.deploy.benchmarks.subject.Surroundings;
import io.headgate.schemas.catalog.publish.CatalogPublisher;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.Database;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.Role;
import io.headgate.schemas.process.Topics;
import io.headgate.schemas.topic.Partitions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Starts who is measured, each in JVMs of its own; each takes requests when it is returned. */
record Parties(Rig rig, FlowPlan plan) {
    static final String HEADGATE = "headgate";
    static final String COPY = "three-hop copy";
    static final String PLAIN = "plain consumer";

    private static final String STANDALONE = "all in one";

    /** Of everybody's topics: as {@code up} makes them where there is one broker. */
    private static final Partitions PARTITIONS = Partitions.ofOneBroker();

    /** Headgate's four services, each in a JVM of its own. */
    Party apart() throws SQLException {
        Lane lane = rig.lane(PARTITIONS);
        Database database = rig.postgres().database();
        KafkaConnection kafka = lane.kafka();
        new CatalogPublisher(
                        kafka,
                        AvroCodecs.singleObject().catalog(),
                        Topics.creator(kafka, PARTITIONS),
                        Clock.systemUTC())
                .publish(TenantTraffic.yaml(rig.baseUrl()), "bench");
        List<CompletableFuture<Part.Jvm>> starting = new ArrayList<>();
        for (Role role : Role.values()) {
            starting.add(CompletableFuture.supplyAsync(() -> new Part.Jvm(
                    role.optionName(),
                    ChildJvm.start(ServiceJvm.class, plan.jvm(role), ServiceJvm.arguments(role, kafka, database)))));
        }
        List<Part.Jvm> services = starting.stream().map(CompletableFuture::join).toList();
        return headgate(lane, services, database, broker());
    }

    /** Headgate whole in one JVM, its broker with it. */
    Party together() throws SQLException {
        ChildJvm all = ChildJvm.start(StandaloneJvm.class, plan.jvmOfAll(), StandaloneJvm.arguments(rig.baseUrl()));
        StandaloneJvm.Reached reached = StandaloneJvm.Reached.parse(all.ready());
        Party party = headgate(
                new Lane(reached.kafka()), List.of(new Part.Jvm(STANDALONE, all)), reached.database(), List.of());
        // Its Postgres is nobody's child.
        Part.Books books = new Part.Books(party.books());
        party.beforeEnd(() -> rig.ending(books.usage()));
        return party;
    }

    private Party headgate(Lane lane, List<Part.Jvm> subjects, Database database, List<Part> broker)
            throws SQLException {
        Part.Books books = new Part.Books(Postgres.dataSource(database).getConnection());
        List<Part> further = new ArrayList<>(broker);
        further.add(books);
        further.addAll(around());
        return new Party(HEADGATE, lane, requests(lane), subjects, further, books.connection());
    }

    /** The same requests copied from topic to topic, three times, exactly once. */
    Party copy() {
        Lane lane = rig.lane(PARTITIONS);
        return other(
                COPY,
                lane,
                requests(lane),
                ChildJvm.start(
                        StreamsCopyJvm.class,
                        plan.jvmOfOthers(),
                        StreamsCopyJvm.arguments(lane.kafka(), StreamsCopyJvm.TO_RESULTS)));
    }

    /** A hand-written consumer: its requests are dispatches, which somebody else has decided. */
    Party plain(int inFlight) {
        Lane lane = rig.lane(PARTITIONS);
        return other(
                PLAIN,
                lane,
                lane::dispatch,
                ChildJvm.start(
                        PlainJvm.class,
                        plan.jvmOfOthers(),
                        new Surroundings(lane.kafka(), rig.baseUrl(), inFlight).arguments()));
    }

    private Party other(String name, Lane lane, IntFunction<ProducerRecord<byte[], byte[]>> request, ChildJvm process) {
        List<Part> further = new ArrayList<>(broker());
        further.addAll(around());
        return new Party(name, lane, request, List.of(new Part.Jvm(name, process)), further, null);
    }

    private static IntFunction<ProducerRecord<byte[], byte[]>> requests(Lane lane) {
        return index -> TenantTraffic.request(lane.kafka().topics(), index);
    }

    private List<Part> broker() {
        return List.of(new Part.Jvm("broker", rig.broker()));
    }

    private List<Part> around() {
        return List.of(new Part.Jvm("simulator", rig.simulator()), new Part.Load());
    }
}
