package io.botstatus.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file system of its own that can be filled to the last byte. */
record SmallDisk(Path folder) implements AutoCloseable {

    /** Empty if the user may not mount; the reason is printed. */
    static Optional<SmallDisk> mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        String refusal = run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", "" + folder));
        if (!refusal.isEmpty()) {
            System.out.println(
                    "No full disk in this run, since there may be no small one (root may mount): " + refusal);
            return Optional.empty();
        }
        return Optional.of(new SmallDisk(folder));
    }

    /** One that an earlier run has left behind, if there is one. */
    static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            run(List.of("umount", "-l", "" + folder));
        }
    }

    void fill() throws IOException {
        byte[] block = new byte[1 << 20];
        for (int size = block.length; size > 0; size /= 16) { // then the rest in ever smaller pieces
            try (OutputStream filler = Files.newOutputStream(folder.resolve("filler-" + size))) {
                while (true) {
                    filler.write(block, 0, size);
                }
            } catch (IOException full) {
                // what it is for
            }
        }
    }

    void free() throws IOException {
        for (int size = 1 << 20; size > 0; size /= 16) {
            Files.deleteIfExists(folder.resolve("filler-" + size));
        }
    }

    @Override
    public void close() throws IOException {
        String refusal = run(List.of("umount", "-l", "" + folder));
        if (!refusal.isEmpty()) {
            System.out.println("The small disk stays: " + refusal);
        }
    }

    /** The output, if the command failed. */
    private static String run(List<String> command) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            return process.waitFor() == 0 ? "" : command.get(0) + " failed: " + output.strip();
        } catch (IOException e) {
            return command.get(0) + " cannot be run: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
