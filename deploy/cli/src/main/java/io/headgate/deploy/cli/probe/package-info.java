/** {@code headgate probe}: what models really do, beside what a catalogue says of them. */
@NullMarked
package io.headgate.deploy.cli.probe;

import org.jspecify.annotations.NullMarked;
