/** HTTP/2 beside HTTP/1.1: what each costs whoever calls a provider over TLS. */
@NullMarked
package io.headgate.deploy.benchmarks.protocol;

import org.jspecify.annotations.NullMarked;
