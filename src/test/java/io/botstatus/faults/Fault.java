package io.botstatus.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The faults around the server. Each one strikes, lasts for some seconds and is over when it returns. */
enum Fault {
    NODE_KILLED("kill -9 of a node, which is started again") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            Node node = one(cluster, random);
            node.kill();
            node.start();
            cluster.awaitReady(node);
        }
    },
    NODE_STOPPED("SIGSTOP of a node for 1 to 2 s, then SIGCONT") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            freeze(one(cluster, random), 1000 + random.nextInt(1000));
        }
    },
    NODE_SLEEPS_PAST_ITS_LOCK("the same for longer than its locks of jobs last") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            freeze(one(cluster, random), Cluster.JOB_LOCK.toMillis() + 500 + random.nextInt(1500));
        }
    },
    POSTGRES_KILLED("kill -9 of PostgreSQL, which is started again") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            cluster.postgres().kill();
            Wait.millis(random.nextInt(2000));
            cluster.postgres().start();
        }
    },
    BACKEND_KILLED("kill -9 of one of PostgreSQL's own processes: it throws out everybody and recovers") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            cluster.postgres().killBackend(random);
            cluster.postgres().start();
        }
    },
    POSTGRES_IMMEDIATE("restart of PostgreSQL, immediate") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            restart(cluster, "immediate", random);
        }
    },
    POSTGRES_FAST("restart of PostgreSQL, fast") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            restart(cluster, "fast", random);
        }
    },
    POSTGRES_STOPPED("SIGSTOP of all of PostgreSQL for 2 to 4 s, then SIGCONT") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            cluster.postgres().freeze();
            Wait.millis(2000 + random.nextInt(2000));
            cluster.postgres().thaw();
        }
    },
    NO_CONNECTIONS("somebody takes all connections that PostgreSQL has, and half of those of the nodes") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            takeAllConnections(cluster, Duration.ofMillis(2000 + random.nextInt(2000)));
        }
    },
    ROWS_LOCKED("somebody locks all contacts and is idle in his transaction, until each pool is used up") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            lockRows(cluster, load, Duration.ofMillis(2000 + random.nextInt(2000)));
        }
    },
    DISK_FULL("the disk of PostgreSQL is full") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            SmallDisk disk = cluster.disk().orElseThrow();
            disk.fill();
            try {
                Wait.millis(1000 + random.nextInt(2000));
            } finally {
                disk.free();
            }
            cluster.postgres().start(); // it may have given up
        }
    },
    CLOCKS_APART("the clocks of the nodes jump, up to 5 s apart, and back") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            long most = MOST_SKEW.toMillis();
            for (Node node : cluster.nodes()) {
                node.clock(random.nextBoolean() ? most - random.nextInt(500) : random.nextInt(500) - most);
            }
            Wait.millis(2000 + random.nextInt(1000));
            for (Node node : cluster.nodes()) {
                node.clock(0);
            }
        }
    },
    DATABASE_SLOW("each packet to and from the database takes 20 to 120 ms") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            for (Node node : cluster.nodes()) {
                node.network().delay(20 + random.nextInt(100));
            }
            Wait.millis(2000 + random.nextInt(2000));
            for (Node node : cluster.nodes()) {
                node.network().delay(0);
            }
        }
    },
    NETWORK_STALLED("nothing passes between a node and the database, for 2 to 5 s; then all does") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            hole(one(cluster, random), 2000 + random.nextInt(3000), false);
        }
    },
    CONNECTIONS_FORGOTTEN("the same, and its connections never answer again, without an end") {
        @Override
        void strike(Cluster cluster, Load load, Random random) throws Exception {
            hole(one(cluster, random), 1000 + random.nextInt(2000), true);
        }
    };

    /** How far a node's clock is from the true one while clocks are apart. */
    static final Duration MOST_SKEW = Duration.ofMillis(2500);

    private final String what;

    Fault(String what) {
        this.what = what;
    }

    abstract void strike(Cluster cluster, Load load, Random random) throws Exception;

    String what() {
        return what;
    }

    boolean isPossible(Cluster cluster) {
        return this != DISK_FULL || cluster.disk().isPresent();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Node one(Cluster cluster, Random random) {
        return cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    }

    private static void freeze(Node node, long millis) throws Exception {
        node.freeze();
        try {
            Wait.millis(millis);
        } finally {
            node.thaw();
        }
    }

    private static void restart(Cluster cluster, String mode, Random random) throws Exception {
        cluster.postgres().stop(mode);
        Wait.millis(random.nextInt(2000));
        cluster.postgres().start();
    }

    private static void hole(Node node, long millis, boolean forget) {
        node.network().openHole();
        try {
            Wait.millis(millis);
        } finally {
            node.network().closeHole(forget);
        }
    }

    private static void takeAllConnections(Cluster cluster, Duration howLong) throws SQLException {
        long end = System.nanoTime() + howLong.toNanos();
        List<Connection> taken = new ArrayList<>();
        try {
            take(cluster, taken);
            if (!taken.isEmpty()) {
                cluster.postgres().endEverySecond(taken.get(0));
            }
            while (System.nanoTime() < end) {
                take(cluster, taken);
                Wait.millis(5);
            }
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    private static void take(Cluster cluster, List<Connection> taken) {
        while (taken.size() < Postgres.MAX_CONNECTIONS) {
            try {
                taken.add(cluster.postgres().connect(cluster.database()));
            } catch (SQLException none) {
                return;
            }
        }
    }

    private static void lockRows(Cluster cluster, Load load, Duration howLong) throws SQLException {
        List<Thread> askers = new ArrayList<>();
        try (Connection connection = cluster.postgres().connect(cluster.database());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from contact_bot for update skip locked");
            for (Node node : cluster.nodes()) {
                for (int n = 0; n < 15; n++) {
                    String contact = load.contacts().get(n);
                    Thread asker = new Thread(
                            () -> cluster.recorder().ask(node, Ask.permit(contact, load.nextId(), null)), "asker");
                    asker.start();
                    askers.add(asker);
                }
            }
            Wait.millis(howLong.toMillis());
            connection.rollback();
        } finally {
            for (Thread asker : askers) {
                try {
                    asker.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
