package io.botstatus.bench;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.stream.Collectors;

/** This program's own class path, for processes that it starts. */
final class ClassPath {

    private ClassPath() {}

    /** Maven keeps it in a class loader. */
    static String ownAsText() {
        return ClassPath.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }
}
