/** {@code headgate batches}: what has become of batches. */
@NullMarked
package io.headgate.deploy.cli.batches;

import org.jspecify.annotations.NullMarked;
