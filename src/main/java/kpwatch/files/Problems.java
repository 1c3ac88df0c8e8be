package kpwatch.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kpwatch.untrusted.UntrustedText;

/** What is wrong with one file, in the order of reading. */
final class Problems {
  private static final int SHOWN = 60;

  private final List<String> lines = new ArrayList<>();

  void missing(String path, String allowed) {
    lines.add(UntrustedText.log(path) + ": missing; needed: " + allowed);
  }

  void wrong(String path, String seen, String allowed) {
    lines.add(
        UntrustedText.log(path)
            + ": "
            + shortened(seen)
            + " is not allowed here; allowed: "
            + allowed);
  }

  void unknownKey(String path, String key, Collection<String> known) {
    String nearest = Nearest.to(key, known);
    lines.add(
        UntrustedText.log(path.isEmpty() ? key : path + "." + key)
            + ": unknown key"
            + (nearest.isEmpty() ? "" : ", did you mean \"" + nearest + "\"?")
            + "; allowed: "
            + String.join(", ", known));
  }

  void say(String line) {
    lines.add(line);
  }

  boolean none() {
    return lines.isEmpty();
  }

  FileRefused refusal(String what) {
    return new FileRefused(what, lines);
  }

  static String shortened(String seen) {
    return UntrustedText.log(seen, SHOWN);
  }
}
