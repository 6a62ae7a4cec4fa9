/** What a request would become, for {@code headgate explain}. */
@NullMarked
package io.headgate.deploy.cli.explain;

import org.jspecify.annotations.NullMarked;
