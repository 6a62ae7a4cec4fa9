/** The commands of {@code ./headgate}, a class each. */
@NullMarked
package io.headgate.deploy.cli;

import org.jspecify.annotations.NullMarked;
