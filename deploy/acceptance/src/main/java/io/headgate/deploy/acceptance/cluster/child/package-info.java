/** The main classes of a cluster's processes: what they are started by, held by, and ordered about by. */
@NullMarked
package io.headgate.deploy.acceptance.cluster.child;

import org.jspecify.annotations.NullMarked;
