/** Erasing what is kept of a tenant or of a person. */
@NullMarked
package io.headgate.deploy.cli.erase;

import org.jspecify.annotations.NullMarked;
