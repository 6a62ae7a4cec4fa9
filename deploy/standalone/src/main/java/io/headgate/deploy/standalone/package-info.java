/** Everything in one JVM: servers where none are given, the four services, and a simulator where one is asked for. */
@NullMarked
package io.headgate.deploy.standalone;

import org.jspecify.annotations.NullMarked;
