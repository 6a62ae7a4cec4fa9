/**
 * The proof that the checker sees: mistakes planted in the code of a running Headgate, each of which it must find. A Java
 * agent rewrites named methods of a child JVM, so the code that is shipped has no switch for any of them.
 */
@NullMarked
package io.headgate.deploy.acceptance.defect;

import org.jspecify.annotations.NullMarked;
