package io.botstatus.server.security.login;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Limits the threads that compare passwords with slow hashes, since any caller can make the server do it. One lane compares one
 * password at a time and has a bounded queue. All unknown names share one lane, so that guesses at many names delay no user.
 */
final class HashingThreads {

    private static final int OF_ACCOUNTS = 8;
    /** A program may make many calls at once. All but the first find its password known. */
    private static final int QUEUE_OF_ACCOUNTS = 50;

    private static final int QUEUE_OF_UNKNOWN = 8;

    private final ReentrantLock[] accounts =
            Stream.generate(() -> new ReentrantLock(true)).limit(OF_ACCOUNTS).toArray(ReentrantLock[]::new);
    private final ReentrantLock unknown = new ReentrantLock(true);

    /**
     * Does the work in the name's lane.
     *
     * @throws TooManyLoginsException if the queue is full
     */
    <T> T in(String name, boolean account, Supplier<T> work) {
        ReentrantLock lane = account ? accounts[Math.floorMod(name.hashCode(), OF_ACCOUNTS)] : unknown;
        if (lane.getQueueLength() >= (account ? QUEUE_OF_ACCOUNTS : QUEUE_OF_UNKNOWN)) {
            throw new TooManyLoginsException(Duration.ZERO);
        }
        lane.lock();
        try {
            return work.get();
        } finally {
            lane.unlock();
        }
    }
}
