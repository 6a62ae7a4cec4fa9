package io.headgate.deploy.simulator.edge;

/** What is done about one request. All methods are called on its connection's event loop. */
interface Work {
    /** The request's body has arrived, whole. */
    void body(byte[] body);

    /** The connection is gone before the reply was over. */
    void clientLeft();
}
