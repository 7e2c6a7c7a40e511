package io.botstatus.running;

/** On the jar with its embedded database. */
@OnRunningServer
class HearsOfChangesIT extends HearsOfChanges {

    private final RunningServer server;

    HearsOfChangesIT(RunningServer server) {
        this.server = server;
    }

    @Override
    ServerClient server() {
        return server.client();
    }
}
