package kpwatch.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who holds a lock, as far as its file tells; each part is empty where it does not. */
record LockHolder(Optional<String> pid, Optional<String> started, Optional<String> host) {
  static final LockHolder UNKNOWN =
      new LockHolder(Optional.empty(), Optional.empty(), Optional.empty());

  static LockHolder self(Instant now) {
    return new LockHolder(
        Optional.of(Long.toString(ProcessHandle.current().pid())),
        Optional.of(now.truncatedTo(ChronoUnit.SECONDS).toString()),
        hostName());
  }

  static LockHolder read(String text) {
    Map<String, String> entries = new ConcurrentHashMap<>();
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0) {
        entries.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return new LockHolder(
        Optional.ofNullable(entries.get("pid")),
        Optional.ofNullable(entries.get("started")),
        Optional.ofNullable(entries.get("host")));
  }

  String written() {
    StringBuilder text = new StringBuilder();
    pid.ifPresent(p -> text.append("pid ").append(p).append('\n'));
    started.ifPresent(s -> text.append("started ").append(s).append('\n'));
    host.ifPresent(h -> text.append("host ").append(h).append('\n'));
    return text.toString();
  }

  StorageRefused refusal(Path database) {
    return new StorageRefused(
        database
            + " is in use by "
            + pid.map(p -> "process " + p).orElse("another process")
            + started.map(s -> ", started " + s).orElse("")
            + host.map(h -> ", on " + h).orElse("")
            + "; stop it first, or give storage.url another file");
  }

  /** Where the process runs: in a container the number alone would mislead. Asks no resolver. */
  private static Optional<String> hostName() {
    return Optional.ofNullable(System.getenv("HOSTNAME"))
        .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
        .or(LockHolder::kernelName)
        .filter(name -> !name.isBlank());
  }

  private static Optional<String> kernelName() {
    try {
      return Optional.of(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    } catch (IOException e) {
      // no Linux: the process number has to do
      return Optional.empty();
    }
  }
}
