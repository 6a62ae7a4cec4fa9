package io.headgate.metering.alert.books;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.message.Alert;
import java.util.ArrayList;
import java.util.List;

/** Who is told of alerts. */
public sealed interface Receiver {
    /** The topic {@code alerts}. */
    record Topic() implements Receiver {
        @Override
        public String text() {
            return "topic";
        }
    }

    /** A webhook of the catalogue, by its name. */
    record Hook(String name) implements Receiver {
        @Override
        public String text() {
            return "webhook:" + name;
        }
    }

    /** As the outbox has it. */
    String text();

    /** The webhooks that want to be told of a kind, by name. */
    static List<Receiver> hooks(Catalogue catalogue, Alert.Kind kind) {
        return catalogue.webhooks().values().stream()
                .filter(webhook -> webhook.wants(kind))
                .<Receiver>map(webhook -> new Hook(webhook.name()))
                .toList();
    }

    /** The topic, and the webhooks that want to be told of a kind. */
    static List<Receiver> all(Catalogue catalogue, Alert.Kind kind) {
        List<Receiver> all = new ArrayList<>(List.of(new Topic()));
        all.addAll(hooks(catalogue, kind));
        return List.copyOf(all);
    }
}
