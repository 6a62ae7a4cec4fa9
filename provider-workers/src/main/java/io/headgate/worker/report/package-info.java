/** What the workers tell others of how calls go: counts and sketches, alerts, their own state. */
@NullMarked
package io.headgate.worker.report;

import org.jspecify.annotations.NullMarked;
