/** What Kafka Streams is to a processor: its records, its stores, its clock, and a commit that may never come. */
@NullMarked
package io.headgate.deploy.acceptance.simulation.task;

import org.jspecify.annotations.NullMarked;
