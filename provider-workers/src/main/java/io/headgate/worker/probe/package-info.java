/** What a model can do, found out by asking it: one small request for each capability, through whoever calls for us. */
@NullMarked
package io.headgate.worker.probe;

import org.jspecify.annotations.NullMarked;
