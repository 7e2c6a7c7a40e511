package io.botstatus.bench;

import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/** All sides, each started for the first row that needs it and kept for the others. */
final class Sides {

    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;

    private final Supplier<Ours> ours = SingletonSupplier.of(() -> new Ours(FEW));
    private final Supplier<Ours> million = SingletonSupplier.of(() -> new Ours(MANY));
    private final Supplier<HttpSides> http = SingletonSupplier.of(HttpSides::start);
    private final Supplier<PermitsUnderLoad> underLoad = SingletonSupplier.of(PermitsUnderLoad::new);
    private final Supplier<ServerJar> jar = SingletonSupplier.of(ServerJar::ours);
    private final Supplier<ServerJar> plainJar = SingletonSupplier.of(ServerJar::plain);
    private final Supplier<PlainCamunda> plain = SingletonSupplier.of(PlainCamunda::new);
    private final Supplier<Flowable> flowable = SingletonSupplier.of(Flowable::new);
    private final Supplier<DbScheduler> dbScheduler = SingletonSupplier.of(DbScheduler::new);
    private final Supplier<BulkAndCohortPauses> many = SingletonSupplier.of(BulkAndCohortPauses::new);
    private final Supplier<BareSql> bareSql = SingletonSupplier.of(BareSql::new);

    /** The plugin in a host with the server's settings, among ten thousand paused contacts. */
    Ours ours() {
        return ours.get();
    }

    /** The plugin among a million paused contacts, on a database of its own. */
    Ours million() {
        return million.get();
    }

    /** The server and a hand-written service, by HTTP. */
    HttpSides http() {
        return http.get();
    }

    /** The plugin with a storm of timers, on a database of its own. */
    PermitsUnderLoad underLoad() {
        return underLoad.get();
    }

    ServerJar jar() {
        return jar.get();
    }

    ServerJar plainJar() {
        return plainJar.get();
    }

    PlainCamunda plain() {
        return plain.get();
    }

    Flowable flowable() {
        return flowable.get();
    }

    DbScheduler dbScheduler() {
        return dbScheduler.get();
    }

    /** The plugin where many contacts share an instance, on a database of its own. */
    BulkAndCohortPauses many() {
        return many.get();
    }

    BareSql bareSql() {
        return bareSql.get();
    }
}
