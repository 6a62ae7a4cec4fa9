/** What was measured, against what, and what was wanted: rows, one table, JSON. */
@NullMarked
package io.headgate.deploy.benchmarks.report;

import org.jspecify.annotations.NullMarked;
