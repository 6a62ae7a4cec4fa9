/** What breaks: processes killed and frozen, partitions lost, brokers restarted, providers ill. Outcomes stay exactly one each. */
package io.headgate.worker.fault;
