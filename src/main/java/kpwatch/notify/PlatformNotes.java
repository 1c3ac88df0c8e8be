package kpwatch.notify;

import java.util.Optional;

/** Port to small things that an edge must not forget: a hash of what it registered, an offset. */
public interface PlatformNotes {
  Optional<String> find(String name);

  /** Keeps a value, in place of the one before. */
  void keep(String name, String value);

  /** The same, and no byte of the values before is left in what is stored. */
  void replace(String name, String value);
}
