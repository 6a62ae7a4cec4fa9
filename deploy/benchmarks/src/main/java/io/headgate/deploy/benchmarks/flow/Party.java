package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Results;
import io.headgate.schemas.process.Role;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Who is measured: running processes that make results of requests. Owns what is given to it. One thread. */
final class Party implements AutoCloseable {
    private final String name;
    private final Lane lane;
    private final IntFunction<ProducerRecord<byte[], byte[]>> request;
    private final List<Part.Jvm> subjects;
    private final List<Part> parts;
    private final @Nullable Connection books;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private int numbered;

    /**
     * @param request of a number, counted from 0; no number is used twice
     * @param subjects whose time and allocations are looked into
     * @param further parts that serve others as well, or are of no interest themselves
     * @param books null for who keeps none
     */
    Party(
            String name,
            Lane lane,
            IntFunction<ProducerRecord<byte[], byte[]>> request,
            List<Part.Jvm> subjects,
            List<Part> further,
            @Nullable Connection books) {
        this.name = name;
        this.lane = lane;
        this.request = request;
        this.subjects = subjects;
        this.parts = Stream.concat(subjects.stream(), further.stream()).toList();
        this.books = books;
        this.producer = lane.producer();
        subjects.forEach(subject -> owned.push(subject.process()));
        owned.push(producer);
        if (books != null) {
            owned.push(books);
        }
    }

    /** What is to be done before it ends. */
    void beforeEnd(Runnable task) {
        owned.push(task::run);
    }

    Lane lane() {
        return lane;
    }

    KafkaProducer<byte[], byte[]> producer() {
        return producer;
    }

    /** How many services' code is to be warm: Headgate's are four, in however many processes. */
    int services() {
        return books == null ? subjects.size() : Role.values().length;
    }

    List<Part.Jvm> subjects() {
        return subjects;
    }

    /** The JVMs of the subjects, by name. */
    Map<String, ChildJvm> processes() {
        Map<String, ChildJvm> processes = new LinkedHashMap<>();
        subjects.forEach(subject -> processes.put(subject.name(), subject.process()));
        return processes;
    }

    /** The address of its HTTP face. */
    String api() {
        return subjects.stream()
                .filter(subject -> subject.name().equals(Role.API.optionName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no HTTP face of its own"))
                .process()
                .ready();
    }

    List<Part> parts() {
        return parts;
    }

    /** Where its books are read. */
    Connection books() {
        if (books == null) {
            throw new IllegalStateException(name + " keeps no books");
        }
        return books;
    }

    /** Requests that were put to it until now. */
    int requests() {
        return numbered;
    }

    /** So many more were put to it: those of later runs have other numbers. */
    void used(int count) {
        numbered += count;
    }

    /** The requests of the next run, counted from 0. */
    IntFunction<ProducerRecord<byte[], byte[]>> nextRequests() {
        int first = numbered;
        return index -> request.apply(first + index);
    }

    /** The results of the next run. */
    Results nextResults(int expected) {
        return lane.results(numbered, expected);
    }

    boolean alive() {
        return subjects.stream().allMatch(subject -> subject.process().isAlive());
    }

    /** @throws IllegalStateException when a request has failed: then what was measured is something else */
    void allWell() {
        lane.requireNoFailures(name);
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        for (AutoCloseable next : owned) {
            try {
                next.close();
            } catch (Exception e) {
                throw new IllegalStateException(name + " could not be ended", e);
            }
        }
    }
}
