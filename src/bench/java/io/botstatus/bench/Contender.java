package io.botstatus.bench;

/** Something that does the work of a row for one round, and tells how many times a second it did it. */
interface Contender {

    String name();

    double round() throws Exception;
}
