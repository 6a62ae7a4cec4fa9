package io.headgate.schemas.catalog.publish;

import io.headgate.schemas.catalog.Catalogue;

/** Creates the topics that a catalogue needs, before it is published. */
@FunctionalInterface
public interface TopicCreator {
    /** Creates what is missing, the {@code catalog} topic included, and returns when it is there. Blocks. */
    void createFor(Catalogue catalogue);
}
