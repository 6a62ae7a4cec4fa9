/** Files that a command line names. */
@NullMarked
package io.headgate.deploy.cli.input;

import org.jspecify.annotations.NullMarked;
