package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.Entry;
import io.headgate.deploy.acceptance.simulation.log.EventLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Books a topic: rows, and the position behind them, are of one transaction of the database. */
final class Sink implements Actor {
    private final EventLog log;
    private final Consumer<Entry> book;
    private final Weather weather;
    private final Dice dice;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();

    /** @param book writes what one record says */
    Sink(String topic, Parts parts, Consumer<Entry> book) {
        this.log = parts.log();
        this.book = book;
        this.weather = parts.weather();
        this.dice = parts.dice();
        log.partitions(topic).forEach(partition -> positions.put(partition, 0L));
    }

    @Override
    public boolean step() {
        boolean any = false;
        for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
            long next = position.getValue();
            Entry entry = log.at(position.getKey(), next);
            for (int most = weather.fetched(); entry != null && most > 0; most--) {
                if (entry.committed()) {
                    book.accept(entry);
                }
                next++;
                entry = log.at(position.getKey(), next);
                any = true;
            }
            if (!weather.has(Mistake.BOOKED_WITHOUT_POSITION) || weather.isCalm() || !dice.percent(5)) {
                position.setValue(next);
            }
        }
        return any;
    }
}
