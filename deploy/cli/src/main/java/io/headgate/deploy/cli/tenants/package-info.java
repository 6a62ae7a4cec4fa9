/** {@code headgate tenants}: what holds for one tenant in place of what the catalogue says of it. */
@NullMarked
package io.headgate.deploy.cli.tenants;

import org.jspecify.annotations.NullMarked;
