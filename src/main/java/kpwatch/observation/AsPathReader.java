package kpwatch.observation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Puts an {@link AsPath} together, part by part. Never throws for what it is given. Used by one
 * thread.
 */
public final class AsPathReader {
  /** A BGP message of 4,096 bytes holds no more hops. Of a longer path the middle is left out. */
  private static final int MOST_HOPS = 1024;

  private static final String BLANKS = " \t\n\u000B\f\r";
  private static final String OPENING = "{([";
  private static final String CLOSING = "})]";

  private final List<Asn> hops = new ArrayList<>();
  private Optional<Asn> last = Optional.empty();

  public void clear() {
    hops.clear();
    last = Optional.empty();
  }

  /** How many numbers there are so far. */
  public int size() {
    return hops.size();
  }

  /** A plain number. */
  public void hop(Asn asn) {
    hops.add(asn);
    last = Optional.of(asn);
  }

  /**
   * An AS set.
   *
   * @param members empty for one that cannot be read
   */
  public void set(Set<Optional<Asn>> members) {
    last = members.size() == 1 ? members.iterator().next() : Optional.empty();
  }

  /** Something that says nothing, such as a confederation. */
  public void unreadable() {
    last = Optional.empty();
  }

  /**
   * Parts with blanks between them: numbers, AS sets such as <code>{64500,64501}</code>, and
   * confederations such as {@code (65001 65002)} or {@code [65001 65002]} (RFC 5065).
   */
  public void text(String text) {
    int at = 0;
    while (at < text.length()) {
      char first = text.charAt(at);
      if (BLANKS.indexOf(first) >= 0) {
        at++;
        continue;
      }
      int end = OPENING.indexOf(first) >= 0 ? closed(text, at) : broken(text, at);
      part(text.substring(at, end));
      at = end;
    }
  }

  public AsPath path() {
    int size = hops.size();
    if (size <= MOST_HOPS) {
      return new AsPath(hops, last);
    }
    List<Asn> ends = new ArrayList<>(hops.subList(0, 1));
    ends.addAll(hops.subList(size - MOST_HOPS + 1, size));
    return new AsPath(ends, last);
  }

  /** Behind the bracket that closes the one at {@code from}; the end of the text without one. */
  private static int closed(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += OPENING.indexOf(c) >= 0 ? 1 : 0;
      depth -= CLOSING.indexOf(c) >= 0 ? 1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  private static int broken(String text, int from) {
    int end = from;
    while (end < text.length()
        && BLANKS.indexOf(text.charAt(end)) < 0
        && OPENING.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private void part(String part) {
    if (part.startsWith("{") && part.endsWith("}")) {
      StringTokenizer members =
          new StringTokenizer(part.substring(1, part.length() - 1), BLANKS + ",");
      Set<Optional<Asn>> read = new HashSet<>();
      while (members.hasMoreTokens() && read.size() < 2) {
        read.add(Asn.read(members.nextToken()));
      }
      set(read);
    } else {
      Asn.read(part).ifPresentOrElse(this::hop, this::unreadable);
    }
  }
}
